#include "rollout/loader.hpp"

#include "base/file.hpp"
#include "base/sha256.hpp"
#include "policy/decode.hpp"
#include "rollout/decode_rollout.hpp"

#include <algorithm>

namespace acsgate {

namespace {

Result<Node> parse(std::string_view text, const std::string &name) {
  const auto start = text.find_first_not_of(" \t\r\n");
  if (start != std::string_view::npos && text[start] == '{') {
    return parse_json(text, 0, name);
  }
  if (text.size() > k_max_yaml_bytes) {
    return tl::unexpected(Error{ErrorKind::policy, name,
                                "is larger than the limit of " + std::to_string(k_max_yaml_bytes) + " bytes",
                                "check that this is the right file"});
  }
  return parse_yaml(text, 0, name);
}

/// The node of entry `index` of the list `key`, or of the value `inner` in it.
const Node &node_of(const Document &document, std::string_view key, std::size_t index, std::string_view inner) {
  const Node &entry = document.root.find(key)->items[index];
  const Node *node = entry.find(inner);
  return node == nullptr ? entry : *node;
}

} // namespace

tl::expected<LoadedRollout, Errors> load_rollout(std::string_view path) {
  const auto text = read_file(path_of(path), k_max_canonical_bytes, ErrorKind::policy);
  return text ? load_rollout_text(*text, path) : tl::unexpected(Errors{text.error()});
}

tl::expected<LoadedRollout, Errors> load_rollout_text(std::string_view text, std::string_view name) {
  LoadedRollout loaded;
  loaded.document.files.emplace_back(name);
  auto root = parse(text, std::string(name));
  if (!root) {
    return tl::unexpected(Errors{std::move(root.error())});
  }
  loaded.document.root = std::move(*root);
  Complaints complaints(loaded.document);
  loaded.rollout = decode_rollout(loaded.document, complaints);
  if (complaints.count() > 0) {
    return tl::unexpected(complaints.take());
  }
  loaded.canonical = to_canonical_json(loaded.document.root);
  loaded.rollout.digest = "sha256:" + sha256_hex(loaded.canonical);
  return loaded;
}

std::string policy_path_of(const Rollout &rollout, std::string_view rollout_path) {
  const auto path = path_of(rollout.policy);
  return rollout.policy == "builtin" ? "" : utf8_of((path_of(rollout_path).parent_path() / path).lexically_normal());
}

Errors bind_rollout(LoadedRollout &loaded, const Policy &policy) {
  Rollout &rollout = loaded.rollout;
  Complaints complaints(loaded.document);
  const Product *product = policy.find_product(rollout.module);
  if (product == nullptr) {
    complain_unknown(node_of(loaded.document, "offer", 0, "module").mark, "module", rollout.module, policy.products, complaints);
  }
  for (std::size_t index = 0; index < rollout.waivers.size(); ++index) {
    Waiver &waiver = rollout.waivers[index];
    const Mark mark = node_of(loaded.document, "waivers", index, "requirement").mark;
    const auto found = std::ranges::find(policy.requirements, waiver.requirement_id, &Requirement::id);
    if (found == policy.requirements.end()) {
      complain_unknown(mark, "requirement", waiver.requirement_id, policy.requirements, complaints);
    } else if (!found->waivable) {
      complaints.add(mark, "requirement \"" + found->id + "\" can't be waived: the policy does not mark it waivable",
                     "bring the host to meet it, or accept the risk of legacy builds");
    } else {
      waiver.requirement = static_cast<std::size_t>(found - policy.requirements.begin());
    }
  }
  for (std::size_t index = 0; index < rollout.accepted_risks.size(); ++index) {
    const Node &risks = node_of(loaded.document, "accepted_risks", index, "risks");
    for (const std::string &risk : rollout.accepted_risks[index].risks) {
      if (std::ranges::find(policy.risks, risk, &Statement::id) == policy.risks.end()) {
        complain_unknown(item_mark(risks, risk), "risk", risk, policy.risks, complaints);
      }
    }
  }
  return complaints.take();
}

} // namespace acsgate
