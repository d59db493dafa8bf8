#include "facts/facts_merge.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <map>
#include <type_traits>
#include <utility>

namespace acsgate {

namespace {

std::string shown(FactText text) { return '"' + printable(text, 100) + '"'; }
std::string shown(std::uint32_t number) { return std::to_string(number); }
std::string shown(bool truth) { return truth ? "true" : "false"; }
std::string shown(OsFamily family) { return family == OsFamily::windows ? "windows" : "other"; }
std::string shown(OsType type) { return type == OsType::client ? "client" : "server"; }
std::string shown(AutoUpdate update) { return update == AutoUpdate::enabled ? "enabled" : "disabled"; }

bool known(FactText text) { return !text.empty(); }
bool known(OsFamily family) { return family != OsFamily::unknown; }
bool known(OsType type) { return type != OsType::unknown; }
bool known(AutoUpdate update) { return update != AutoUpdate::unknown; }

/// Names of computers and domains do not depend on case.
bool same_name(FactText left, FactText right) { return lower_ascii(left) == lower_ascii(right); }

/// Keys own what lies in the lists themselves, which move when they grow.
std::string key_of(const Thumbprint &thumbprint) {
  return {thumbprint.bytes.begin(), thumbprint.bytes.begin() + thumbprint.size};
}
Kb key_of(Kb kb) { return kb; }
FactText key_of(FactText text) { return text; }
std::pair<FactText, FactText> key_of(const PackageFact &package) { return {package.name, package.version}; }
std::pair<FactText, FactText> key_of(const ModuleFact &module) { return {module.module, module.version}; }
std::string key_of(const ServiceFact &service) { return lower_ascii(service.name); }

/// Adds part after part to one document.
class Merger {
public:
  explicit Merger(MergedFacts &merged) : m_facts(merged.host.facts), m_merged(merged) {}

  void add(const FactsPart &part) {
    m_part = &part;
    const Facts &facts = *part.facts;
    add_host(facts.host);
    group(m_facts.os, facts.os, "os", [&] {
      value("os.family", m_facts.os.family, facts.os.family);
      value("os.build", m_facts.os.build, facts.os.build);
      value("os.ubr", m_facts.os.ubr, facts.os.ubr);
      value("os.service_pack", m_facts.os.service_pack, facts.os.service_pack);
      value("os.type", m_facts.os.type, facts.os.type);
      value("os.arch", m_facts.os.arch, facts.os.arch);
      // Editions and product names are written differently by every tool and decide nothing: the first one stays.
      take_first(m_facts.os.edition, facts.os.edition);
      take_first(m_facts.os.product_name, facts.os.product_name);
    });
    group(m_facts.updates, facts.updates, "updates", [&] {
      unite(m_facts.updates.hotfixes, facts.updates.hotfixes, [](Kb kb) { return kb; });
      unite(
          m_facts.updates.packages, facts.updates.packages,
          [this](const PackageFact &package) { return PackageFact{keep(package.name), keep(package.version), package.state}; },
          [this](PackageFact &mine, const PackageFact &other) {
            if (mine.state != other.state) {
              contradict("updates.packages " + std::string(mine.name), "in one state", "in another");
            }
          });
    });
    group(m_facts.reboot, facts.reboot, "reboot",
          [&] { unite(m_facts.reboot.pending, facts.reboot.pending, [this](FactText signal) { return keep(signal); }); });
    group(m_facts.roots, facts.roots, "roots", [&] {
      const auto copy = [](const Thumbprint &thumbprint) { return thumbprint; };
      unite(m_facts.roots.present, facts.roots.present, copy);
      unite(m_facts.roots.disallowed, facts.roots.disallowed, copy);
      value("roots.auto_update", m_facts.roots.auto_update, facts.roots.auto_update);
    });
    group(m_facts.esu, facts.esu, "esu", [&] {
      value("esu.licensed", m_facts.esu.licensed, facts.esu.licensed);
      for (const FactText product : facts.esu.products) {
        if (std::ranges::find(m_facts.esu.products, product) == m_facts.esu.products.end()) {
          m_facts.esu.products.push_back(keep(product));
        }
      }
    });
    // Two versions of a module are two hits, as two entries of Windows' Add/Remove list are: the gate weighs them all.
    group(m_facts.modules, facts.modules, "modules", [&] {
      unite(m_facts.modules.items, facts.modules.items, [this](const ModuleFact &module) {
        return ModuleFact{keep(module.module), keep(module.version), keep(module.line)};
      });
    });
    group(m_facts.services, facts.services, "services", [&] {
      unite(
          m_facts.services.items, facts.services.items,
          [this](const ServiceFact &service) {
            return ServiceFact{keep(service.name), keep(service.state), keep(service.start)};
          },
          [this](ServiceFact &mine, const ServiceFact &other) {
            value("services." + std::string(mine.name) + ".state", mine.state, other.state);
            value("services." + std::string(mine.name) + ".start", mine.start, other.start);
          });
    });
    m_names += (m_names.empty() ? "" : ", ") + part.name;
    const auto &collected = facts.collected_at;
    m_undated = m_undated || !collected;
    if (collected) {
      m_oldest = std::min(m_oldest.value_or(*collected), *collected);
      m_newest = std::max(m_newest.value_or(*collected), *collected);
    }
  }

  /// When the oldest part was collected; nothing if one does not say.
  [[nodiscard]] std::optional<Timestamp> collected_at() const { return m_undated ? std::nullopt : m_oldest; }

private:
  [[nodiscard]] FactText keep(FactText text) { return m_merged.host.keep(std::string(text)); }

  void add_host(const HostFacts &host) {
    identity("host.id", m_facts.host.id, host.id);
    identity("host.name", m_facts.host.name, host.name);
    identity("host.fqdn", m_facts.host.fqdn, host.fqdn);
    for (const auto &[name, text] : host.labels) {
      const auto same = std::ranges::find_if(m_facts.host.labels, [&](const auto &label) { return label.first == name; });
      if (same == m_facts.host.labels.end()) {
        m_facts.host.labels.emplace_back(keep(name), keep(text));
      } else if (same->second != text) {
        contradict("host.labels." + std::string(name), shown(same->second), shown(text));
        m_merged.one_host = false;
      }
    }
  }

  void identity(const char *fact, FactText &mine, FactText other) {
    if (mine.empty()) {
      mine = keep(other);
    } else if (!other.empty() && !same_name(mine, other)) {
      contradict(fact, shown(mine), shown(other));
      m_merged.one_host = false;
    }
  }

  /// Adds another group of the same kind: what could be read is worth more than what could not.
  template <class GroupFacts, class AddValues>
  void group(GroupFacts &mine, const GroupFacts &other, const char *name, const AddValues &add_values) {
    if (other.status == GroupStatus::missing) {
      return;
    }
    const bool was_contradicted = is_contradicted(mine);
    if (is_contradicted(other)) { // a document that was merged before
      mine.status = GroupStatus::error;
      mine.source = was_contradicted ? mine.source : keep(other.source);
      return;
    }
    const std::optional<Timestamp> distant = mine.ok() && other.ok() ? too_far_away() : std::nullopt;
    m_contradicted = distant.has_value();
    if (distant) {
      contradict(name, "read at " + to_string(*distant), "at " + to_string(m_part->facts->collected_at.value_or(*distant)));
    }
    if (other.ok() && !was_contradicted && !m_contradicted) {
      if (!mine.ok()) {
        mine.status = GroupStatus::ok;
        mine.source = {};
      }
      add_values();
    } else if (mine.status == GroupStatus::missing) {
      mine.status = other.status;
    }
    if (m_contradicted) {
      mine.status = GroupStatus::error;
      mine.source = m_merged.host.keep(std::string(k_contradicted) + printable(m_names + " and " + m_part->name, 400));
    } else if (!was_contradicted && other.status == mine.status && known(other.source) &&
               mine.source.find(other.source) == FactText::npos) {
      mine.source = m_merged.host.keep((mine.source.empty() ? "" : std::string(mine.source) + ", ") + std::string(other.source));
    }
  }

  static bool is_contradicted(const Group &group) {
    return group.status == GroupStatus::error && group.source.starts_with(k_contradicted);
  }

  /// The time of the part before that is too far from this one's.
  [[nodiscard]] std::optional<Timestamp> too_far_away() const {
    const auto &collected = m_part->facts->collected_at;
    if (collected && m_oldest && *collected - *m_oldest > k_merge_window) {
      return m_oldest;
    }
    return collected && m_newest && *m_newest - *collected > k_merge_window ? m_newest : std::nullopt;
  }

  template <class T> void value(const std::string &fact, std::optional<T> &mine, const std::optional<T> &other) {
    if (!mine) {
      mine = other;
    } else if (other && *mine != *other) {
      contradict(fact, shown(*mine), shown(*other));
    }
  }

  template <class T> void value(const std::string &fact, T &mine, const T &other) {
    if (!known(mine)) {
      take_first(mine, other);
    } else if (known(other) && mine != other) {
      contradict(fact, shown(mine), shown(other));
    }
  }

  void take_first(FactText &mine, FactText other) {
    if (mine.empty()) {
      mine = keep(other);
    }
  }
  template <class T> static void take_first(T &mine, const T &other) { mine = other; }

  /// Adds the items that `mine` lacks, as `copy` makes them; `meet` looks at two that stand for the same.
  template <class T, class Copy, class Meet>
  static void unite(std::optional<std::vector<T>> &mine, const std::optional<std::vector<T>> &other, const Copy &copy,
                    const Meet &meet) {
    if (!other) {
      return;
    }
    if (!mine) {
      mine.emplace();
    }
    std::map<std::decay_t<decltype(key_of(std::declval<const T &>()))>, std::size_t> places;
    for (std::size_t place = 0; place < mine->size(); ++place) {
      places.emplace(key_of((*mine)[place]), place);
    }
    for (const T &item : *other) {
      const auto [place, added] = places.emplace(key_of(item), mine->size());
      if (added) {
        mine->push_back(copy(item));
      } else {
        meet((*mine)[place->second], item);
      }
    }
  }
  template <class T, class Copy>
  static void unite(std::optional<std::vector<T>> &mine, const std::optional<std::vector<T>> &other, const Copy &copy) {
    unite(mine, other, copy, [](T & /*mine*/, const T & /*other*/) {});
  }

  void contradict(const std::string &fact, const std::string &mine, const std::string &other) {
    m_contradicted = true;
    m_merged.contradictions.push_back(printable(fact, 200) + " is " + mine + " in " + printable(m_names, 400) + " and " + other +
                                      " in " + printable(m_part->name, 400));
  }

  static constexpr FactText k_contradicted = "contradiction between ";

  Facts &m_facts;
  MergedFacts &m_merged;
  const FactsPart *m_part = nullptr;
  std::string m_names; ///< of the parts before
  bool m_contradicted = false;
  bool m_undated = false;
  std::optional<Timestamp> m_oldest; ///< of the parts before
  std::optional<Timestamp> m_newest;
};

} // namespace

MergedFacts merge_facts(std::span<const FactsPart> parts) {
  MergedFacts merged;
  Merger merger(merged);
  for (const FactsPart &part : parts) {
    merger.add(part);
  }
  merged.host.facts.collected_at = merger.collected_at();
  merged.host.facts.source = parts.size() == 1 ? merged.host.keep(std::string(parts.front().facts->source)) : FactText("merge");
  return merged;
}

} // namespace acsgate
