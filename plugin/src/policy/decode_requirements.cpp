#include "facts/fact_values.hpp"
#include "policy/decode.hpp"

#include <algorithm>

namespace acsgate {

namespace {

void read_thumbprint(MappingReader &reader, std::string_view key, std::size_t bytes, Thumbprint &out, Complaints &complaints) {
  const Node *node = reader.required(key);
  if (node == nullptr) {
    return;
  }
  const auto thumbprint = parse_thumbprint(node->text);
  if (!thumbprint || thumbprint->size != bytes) {
    complaints.add(node->mark, '"' + std::string(key) + "\" must be " + std::to_string(bytes * 2) + " hex digits");
    return;
  }
  out = *thumbprint;
}

void decode_update(MappingReader &reader, const Node &evidence, Requirement &requirement, Complaints &complaints) {
  static const std::vector<std::pair<std::string_view, EvidenceSource>> k_sources = {
      {"native", EvidenceSource::native},
      {"ubr", EvidenceSource::ubr},
      {"rollup_package", EvidenceSource::rollup_package},
      {"hotfix", EvidenceSource::hotfix},
  };
  requirement.kind = RequirementKind::update;
  std::vector<std::string> names;
  reader.texts("evidence", names, true);
  for (const std::string &name : names) {
    const auto source = std::ranges::find(k_sources, name, &std::pair<std::string_view, EvidenceSource>::first);
    if (source == k_sources.end()) {
      complaints.add(item_mark(evidence, name),
                     "\"evidence\" may list native, ubr, rollup_package and hotfix, not \"" + printable(name, 80) + '"');
    } else {
      requirement.evidence.push_back(source->second);
    }
  }
  if (requirement.evidence.empty() || requirement.evidence.front() != EvidenceSource::native) {
    complaints.add(evidence.mark, "\"evidence\" must begin with native, which reads the platform rows");
  }
  reader.word<Effect>("on_pending", requirement.on_pending, {{"hold", Effect::hold}, {"legacy", Effect::legacy}}, true);
  reader.local_text("esu_remedy", requirement.esu_remedy);
}

void decode_root(MappingReader &reader, const Node &root, Policy &policy, Requirement &requirement, Complaints &complaints) {
  requirement.kind = RequirementKind::root_certificate;
  MappingReader certificate(root, "\"root_certificate\"", complaints);
  certificate.text("title", requirement.root_title);
  read_thumbprint(certificate, "sha1", 20, requirement.sha1, complaints);
  read_thumbprint(certificate, "sha256", 32, requirement.sha256, complaints);
  std::string source;
  read_source(certificate, policy, source, complaints);
  certificate.finish();
  reader.word<bool>("absent_with_auto_update", requirement.absent_with_auto_update_fails, {{"fail", true}, {"unknown", false}},
                    true);
}

void decode_requirement(const Node::Member &member, Policy &policy, Complaints &complaints) {
  Requirement requirement;
  requirement.id = member.key;
  MappingReader reader(member.value, "requirement \"" + printable(member.key, 80) + '"', complaints);
  reader.local_text("title", requirement.title, true);
  reader.local_text("remedy", requirement.remedy, true);
  reader.truth("waivable", requirement.waivable);
  read_source(reader, policy, requirement.source, complaints);
  const Node *evidence = reader.optional("evidence");
  const Node *root = reader.optional("root_certificate");
  const Node *signals = reader.optional("no_pending_reboot");
  const bool only_one = int{evidence != nullptr} + int{root != nullptr} + int{signals != nullptr} == 1;
  if (!only_one) {
    reader.complain("a requirement must have exactly one of evidence, root_certificate and no_pending_reboot");
  } else if (evidence != nullptr) {
    decode_update(reader, *evidence, requirement, complaints);
  } else if (root != nullptr) {
    decode_root(reader, *root, policy, requirement, complaints);
  } else {
    requirement.kind = RequirementKind::no_pending_reboot;
    reader.texts("no_pending_reboot", requirement.signals, true);
    reader.word<Effect>("on_fail", requirement.on_fail, {{"hold", Effect::hold}, {"legacy", Effect::legacy}}, true);
  }
  if (only_one) {
    reader.finish(); // else every key of the other kinds would be called unknown
  }
  policy.requirements.push_back(std::move(requirement));
}

} // namespace

void decode_requirements(const Node &node, Policy &policy, Complaints &complaints) {
  const MappingReader check(node, "\"requirements\"", complaints);
  if (node.members.size() > k_max_requirements) {
    complaints.add(node.mark, "there may be at most " + std::to_string(k_max_requirements) + " requirements");
  }
  for (const Node::Member &member : node.members) {
    decode_requirement(member, policy, complaints);
  }
  // The canonical form sorts keys: the order of a file must not show in what is decided or printed.
  std::ranges::sort(policy.requirements, {}, &Requirement::id);
}

} // namespace acsgate
