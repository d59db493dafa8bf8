#include "policy/lint_rules.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace acsgate {

namespace {

using Names = std::set<std::string_view>;

void collect_sources(const Node &node, Names &names) { // NOLINT(misc-no-recursion): depth is limited when a document is read
  for (const Node::Member &member : node.members) {
    if (member.key == "source" && member.value.kind == Node::Kind::scalar) {
      names.insert(member.value.text);
    }
    collect_sources(member.value, names);
  }
  for (const Node &item : node.items) {
    collect_sources(item, names);
  }
}

void lint_sources(Linter &linter) {
  Names used;
  collect_sources(linter.root(), used);
  for (const Update &update : linter.policy().updates) {
    used.insert(update.source);
  }
  for (const Source &source : linter.policy().sources) {
    if (!used.contains(source.id)) {
      linter.warn(linter.mark({"sources", source.id}), "lint.unused-source", "no statement names source \"" + source.id + '"',
                  "name it where it is what a statement rests on, or remove it");
    }
  }
}

void lint_programmes(Linter &linter) {
  Names used;
  for (const Platform &platform : linter.policy().platforms) {
    used.insert(platform.esu.begin(), platform.esu.end());
  }
  for (const EsuProgramme &programme : linter.policy().esu_programmes) {
    if (!used.contains(programme.id)) {
      linter.warn(linter.mark({"platforms", "esu_programmes", programme.id}), "lint.unused-esu-programme",
                  "no platform row names ESU programme \"" + programme.id + '"',
                  "name it in \"esu\" of the rows that need it, or remove it");
    }
  }
}

void lint_requirements(Linter &linter) {
  const Policy &policy = linter.policy();
  for (std::size_t index = 0; index < policy.requirements.size(); ++index) {
    const bool used = std::ranges::any_of(policy.products, [&](const Product &product) {
      return std::ranges::find(product.requires_, index) != product.requires_.end();
    });
    if (!used) {
      const std::string &id = policy.requirements[index].id;
      linter.warn(linter.mark({"requirements", id}), "lint.unused-requirement",
                  "no product requires \"" + id + "\", so it is never judged",
                  "name it in \"requires\" of a product, or remove it");
    }
  }
}

void lint_floors(Linter &linter) {
  for (const Platform &platform : linter.policy().platforms) {
    if (platform.capability == Capability::floor && platform.min_ubr == 0) {
      linter.warn(linter.row_mark(platform.id, "min_ubr"), "lint.floor-zero",
                  "every revision of platform \"" + platform.id + "\" is at or above 0",
                  "write native: true if that is meant, or the revision that the update brings");
    }
  }
}

/// The update rows of one build that no host is ever judged by.
struct Idle {
  std::size_t first = 0; ///< index into Policy::updates
  std::size_t count = 0;
};

class UpdateRows {
public:
  explicit UpdateRows(const Policy &policy) : m_policy(policy) {
    for (const Update &update : policy.updates) {
      Kb &kb = m_highest[update.source];
      kb = std::max(kb, update.kb);
    }
    for (const Platform &platform : policy.platforms) {
      if (platform.capability == Capability::floor) {
        m_floors[platform.build].push_back(&platform);
      }
    }
  }

  [[nodiscard]] bool has_floor(std::uint32_t build) const { return m_floors.contains(build); }

  /// True if the row proves something, keeps its KB from proving, or says how far its source knows KBs.
  [[nodiscard]] bool counts(const Update &update) const {
    return m_highest.at(update.source) == update.kb || std::ranges::any_of(m_floors.at(update.build), [&](const Platform *row) {
             return std::ranges::binary_search(row->rollup_proofs, update.kb) ||
                    std::ranges::binary_search(row->security_only_proofs, update.kb) || reaches(*row, update.kb);
           });
  }

private:
  /// A KB that was published for several revisions, some of them at the floor.
  [[nodiscard]] bool reaches(const Platform &platform, Kb kb) const {
    const auto rows = std::ranges::equal_range(m_policy.updates, platform.build, {}, &Update::build);
    return std::ranges::any_of(rows, [&](const Update &row) { return row.kb == kb && row.ubr && *row.ubr >= platform.min_ubr; });
  }

  const Policy &m_policy;
  std::map<std::string_view, Kb> m_highest;
  std::map<std::uint32_t, std::vector<const Platform *>> m_floors;
};

void add(std::map<std::uint32_t, Idle> &idle, std::uint32_t build, std::size_t index) {
  Idle &entry = idle.try_emplace(build, Idle{index, 0}).first->second;
  ++entry.count;
}

/// Rows below the floor are ordinary in a table that is the whole history of a source; those that an author adds are meant to
/// prove something.
void lint_updates(Linter &linter) {
  const Policy &policy = linter.policy();
  const UpdateRows rows(policy);
  std::map<std::uint32_t, Idle> unreached;
  std::map<std::uint32_t, Idle> without_effect;
  for (std::size_t index = 0; index < policy.updates.size(); ++index) {
    const Update &update = policy.updates[index];
    if (!rows.has_floor(update.build)) {
      add(unreached, update.build, index);
    } else if (linter.is_own(linter.update_mark(index)) && !rows.counts(update)) {
      add(without_effect, update.build, index);
    }
  }
  const auto rows_text = [](std::size_t count) { return std::to_string(count) + (count == 1 ? " update row" : " update rows"); };
  for (const auto &[build, idle] : unreached) {
    linter.warn(linter.update_mark(idle.first), "lint.update-unreached",
                rows_text(idle.count) + " for build " + std::to_string(build) +
                    ", of which no platform row has a floor (\"min_ubr\"), so no host is judged by them",
                "add a platform row for the build, or remove the rows");
  }
  for (const auto &[build, idle] : without_effect) {
    linter.warn(linter.update_mark(idle.first), "lint.update-without-effect",
                rows_text(idle.count) + " for build " + std::to_string(build) +
                    " below the floor, or security-only and named by no platform row: nothing follows from them",
                "remove the rows, or name the update in \"proof_kb\" if it brings the floor");
  }
}

} // namespace

void lint_unused(Linter &linter) {
  lint_sources(linter);
  lint_programmes(linter);
  lint_requirements(linter);
  lint_floors(linter);
  lint_updates(linter);
}

} // namespace acsgate
