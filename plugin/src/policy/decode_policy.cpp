#include "policy/decode.hpp"

#include <algorithm>

namespace acsgate {

namespace {

void decode_statements(const Node *node, std::string_view key, const Policy &policy, std::vector<Statement> &out,
                       Complaints &complaints) {
  if (node == nullptr) {
    return;
  }
  if (node->kind != Node::Kind::sequence) {
    complaints.add(node->mark, '"' + std::string(key) + "\" must be a list", "write each as - id: ..., text: ..., source: ...");
  }
  for (const Node &item : node->items) {
    Statement statement;
    MappingReader reader(item, "entry of \"" + std::string(key) + '"', complaints);
    reader.text("id", statement.id);
    reader.local_text("text", statement.text, true);
    read_source(reader, policy, statement.source, complaints);
    reader.finish();
    if (std::ranges::find(out, statement.id, &Statement::id) != out.end()) {
      reader.complain("id \"" + printable(statement.id, 80) + "\" stands here twice", {}, mistake::k_duplicate);
    }
    out.push_back(std::move(statement));
  }
}

/// Each proof that a platform row names must be in the update table: one that proves nothing would be a trap for its author.
void check_named_proofs(const Node &rows, const Policy &policy, Complaints &complaints) {
  for (std::size_t row = 0; row < policy.platforms.size(); ++row) {
    const Platform &platform = policy.platforms[row];
    if (platform.capability != Capability::floor) {
      continue;
    }
    for (const Kb kb : platform.proof_kb) {
      if (!std::ranges::binary_search(platform.rollup_proofs, kb) &&
          !std::ranges::binary_search(platform.security_only_proofs, kb)) {
        complaints.add(rows.items[row].mark, "platform \"" + platform.id + "\" names KB" + std::to_string(kb) +
                                                 " as proof, but the update table has no row of it at or above revision " +
                                                 std::to_string(platform.min_ubr));
      }
    }
  }
}

} // namespace

void read_source(MappingReader &reader, const Policy &policy, std::string &out, Complaints &complaints) {
  const Node *node = reader.required("source");
  if (node == nullptr) {
    return;
  }
  out = read_text(*node, "\"source\"", complaints).value_or("");
  if (!out.empty() && policy.find_source(out) == nullptr) {
    complain_unknown(node->mark, "source", out, policy.sources, complaints);
  }
}

void decode_sources(const Node &node, Policy &policy, Complaints &complaints) {
  const MappingReader check(node, "\"sources\"", complaints);
  for (const Node::Member &member : node.members) {
    Source source{.id = member.key, .title = {}, .url = {}, .known_until = {}};
    MappingReader reader(member.value, "source \"" + member.key + '"', complaints);
    reader.text("title", source.title);
    reader.text("url", source.url);
    reader.date("known_until", source.known_until);
    reader.finish();
    if (!source.url.empty() && !source.url.starts_with("https://")) {
      reader.complain("the \"url\" of a source must begin with https://");
    }
    policy.sources.push_back(std::move(source));
  }
  std::ranges::sort(policy.sources, {}, &Source::id);
}

Policy decode_policy(const Document &document, Complaints &complaints) {
  Policy policy;
  MappingReader reader(document.root, "policy", complaints);
  if (const Node *schema = reader.required("schema"); schema != nullptr && schema->text != "acsgate.policy/v1") {
    complaints.add(schema->mark, "\"schema\" must be acsgate.policy/v1, the only version that this program reads");
  }
  reader.text("name", policy.name);
  reader.text("version", policy.version);
  reader.date("issued", policy.issued);
  reader.date("legacy_until", policy.legacy_until);
  if (const Node *age = reader.required("facts_max_age")) {
    if (const auto duration = parse_duration(age->text)) {
      policy.facts_max_age = *duration;
    } else {
      complaints.add(age->mark, "\"facts_max_age\" must be a whole number with s, m, h or d, such as 30d");
    }
  }
  reader.word<OnUnknown>("on_unknown", policy.on_unknown, {{"legacy", OnUnknown::legacy}, {"hold", OnUnknown::hold}}, true);
  using Part = void (*)(const Node &, Policy &, Complaints &);
  static constexpr std::pair<const char *, Part> k_parts[] = {
      {"sources", decode_sources},           {"platforms", decode_platforms}, {"updates", decode_updates},
      {"requirements", decode_requirements}, {"products", decode_products},
  };
  for (const auto &[key, decode] : k_parts) {
    if (const Node *node = reader.required(key)) {
      decode(*node, policy, complaints);
    }
  }
  decode_statements(reader.optional("risks"), "risks", policy, policy.risks, complaints);
  decode_statements(reader.optional("statements"), "statements", policy, policy.statements, complaints);
  reader.finish();
  if (complaints.count() == 0) {
    check_named_proofs(*document.root.find("platforms")->find("rows"), policy, complaints);
  }
  return policy;
}

const Product *Policy::find_product(std::string_view id_or_alias) const {
  const auto product = std::ranges::find_if(products, [&](const Product &candidate) {
    return candidate.id == id_or_alias || std::ranges::find(candidate.aliases, id_or_alias) != candidate.aliases.end();
  });
  return product == products.end() ? nullptr : &*product;
}

const Source *Policy::find_source(std::string_view id) const {
  const auto source = std::ranges::find(sources, id, &Source::id);
  return source == sources.end() ? nullptr : &*source;
}

} // namespace acsgate
