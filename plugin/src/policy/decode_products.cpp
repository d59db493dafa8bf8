#include "policy/decode.hpp"

#include <algorithm>

namespace acsgate {

namespace {

void read_patches(MappingReader &reader, Line &line, Complaints &complaints) {
  const Node *patches = reader.optional("patches");
  if (patches == nullptr) {
    line.patches = {0};
    return;
  }
  if (patches->kind != Node::Kind::sequence || patches->items.empty()) {
    complaints.add(patches->mark, "\"patches\" must be a list of patch levels", "write it as [0, 1]");
  }
  for (const Node &item : patches->items) {
    const auto patch = read_number(item, "\"patches\"", complaints);
    if (patch && !line.patches.empty() && *patch <= line.patches.back()) {
      complaints.add(item.mark, "\"patches\" must be sorted, each level once", {}, mistake::k_order);
    }
    line.patches.push_back(patch.value_or(0));
  }
}

void decode_line(const Node::Member &member, const Policy &policy, Product &product, Complaints &complaints) {
  Line line;
  line.id = member.key;
  MappingReader reader(member.value, "line \"" + printable(member.key, 40) + '"', complaints);
  // A line is the first two parts of its builds: read it as a build whose other parts are 0.
  const auto id = parse_version(member.key + ".0-0");
  if (!id) {
    complaints.add(member.mark, "a line must be named by two numbers such as \"20.0\"");
  } else {
    line.major = id->major;
    line.minor = id->minor;
  }
  read_patches(reader, line, complaints);
  if (const Node *first = reader.required("first_acs")) {
    const auto version = parse_version(first->text);
    if (!version || (id && (version->major != line.major || version->minor != line.minor))) {
      complaints.add(first->mark, "\"first_acs\" must be a build of line " + printable(member.key, 40) + ", such as " +
                                      printable(member.key, 40) + ".0-1234, not \"" + printable(first->text, 80) + '"');
    } else if (!version->patch && line.patches.size() > 1) {
      complaints.add(first->mark, "\"first_acs\" must have four parts, because the line has several patch levels");
    } else {
      line.first_acs = *version;
      line.first_acs.patch = version->patch.value_or(line.patches.empty() ? 0 : line.patches.front());
    }
  }
  reader.date("released", line.released);
  reader.truth("installer_self_check", line.installer_self_check);
  reader.texts("platforms", line.platforms);
  read_source(reader, policy, line.source, complaints);
  reader.finish();
  for (const std::string &platform : line.platforms) {
    if (std::ranges::find(policy.platforms, platform, &Platform::id) == policy.platforms.end()) {
      complain_unknown(item_mark(*member.value.find("platforms"), platform), "platform", platform, policy.platforms, complaints);
    }
  }
  product.lines.push_back(std::move(line));
}

void decode_release_rule(const Node &node, Product &product, Complaints &complaints) {
  MappingReader reader(node, "\"release_rule\"", complaints);
  ReleaseRule rule;
  reader.date("legacy_before", rule.legacy_before);
  reader.date("acs_from", rule.acs_from);
  reader.finish();
  if (rule.acs_from < rule.legacy_before) {
    reader.complain("\"acs_from\" must not be earlier than \"legacy_before\"");
  }
  product.release_rule = rule;
}

void decode_requires(const Node &node, const Policy &policy, const std::vector<std::string> &names, Product &product,
                     Complaints &complaints) {
  for (const std::string &name : names) {
    const auto requirement = std::ranges::find(policy.requirements, name, &Requirement::id);
    if (requirement == policy.requirements.end()) {
      complain_unknown(item_mark(node, name), "requirement", name, policy.requirements, complaints);
    } else {
      product.requires_.push_back(static_cast<std::size_t>(requirement - policy.requirements.begin()));
    }
  }
}

void decode_notes(const Node *node, Product &product, Complaints &complaints) {
  if (node == nullptr) {
    return;
  }
  if (node->kind != Node::Kind::sequence) {
    complaints.add(node->mark, "\"notes\" must be a list of texts", "write each as - en: ... and ja: ...");
  }
  for (const Node &item : node->items) {
    MappingReader reader(item, "note", complaints);
    LocalText note;
    reader.text("en", note.en);
    reader.text("ja", note.ja);
    reader.finish();
    product.notes.push_back(std::move(note));
  }
}

void decode_product(const Node::Member &member, Policy &policy, Complaints &complaints) {
  Product product;
  product.id = member.key;
  MappingReader reader(member.value, "product \"" + printable(member.key, 80) + '"', complaints);
  reader.local_text("title", product.title, true);
  reader.texts("aliases", product.aliases);
  std::vector<std::string> names;
  reader.texts("requires", names, true);
  if (const Node *node = reader.optional("requires")) {
    decode_requires(*node, policy, names, product, complaints);
  }
  reader.local_text("because", product.because, names.empty() && reader.has("requires"));
  if (const Node *lines = reader.optional("lines")) {
    const MappingReader check(*lines, "\"lines\"", complaints);
    for (const Node::Member &line : lines->members) {
      decode_line(line, policy, product, complaints);
    }
  }
  if (const Node *rule = reader.optional("release_rule")) {
    decode_release_rule(*rule, product, complaints);
    if (!product.lines.empty()) {
      complaints.add(rule->mark, "a product has either \"lines\" or a \"release_rule\", not both");
    }
  }
  reader.word<ArtifactLeads>(
      "artifact_leads", product.artifact_leads,
      {{"neither", ArtifactLeads::neither}, {"policy", ArtifactLeads::policy}, {"signature", ArtifactLeads::signature}});
  decode_notes(reader.optional("notes"), product, complaints);
  reader.date("as_of", product.as_of);
  reader.date("review_by", product.review_by);
  if (product.as_of.has_value() != product.review_by.has_value()) {
    reader.complain("\"as_of\" and \"review_by\" belong together");
  }
  read_source(reader, policy, product.source, complaints);
  reader.finish();
  for (const std::string &name : product.aliases) {
    if (policy.find_product(name) != nullptr || name == product.id) {
      complaints.add(item_mark(*member.value.find("aliases"), name), "product name \"" + printable(name, 80) + "\" is taken", {},
                     mistake::k_duplicate);
    }
  }
  if (policy.find_product(product.id) != nullptr) {
    complaints.add(member.mark, "product name \"" + printable(product.id, 80) + "\" is taken", {}, mistake::k_duplicate);
  }
  std::ranges::sort(product.lines, {}, [](const Line &line) { return std::pair(line.major, line.minor); });
  policy.products.push_back(std::move(product));
}

} // namespace

void decode_products(const Node &node, Policy &policy, Complaints &complaints) {
  const MappingReader check(node, "\"products\"", complaints);
  for (const Node::Member &member : node.members) {
    decode_product(member, policy, complaints);
  }
  std::ranges::sort(policy.products, {}, &Product::id);
}

} // namespace acsgate
