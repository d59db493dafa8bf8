#include "policy/decode.hpp"

#include <algorithm>
#include <tuple>

namespace acsgate {

namespace {

bool is_uuid(std::string_view text) {
  if (text.size() != 36) {
    return false;
  }
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool dash = at == 8 || at == 13 || at == 18 || at == 23;
    const bool hex = (text[at] >= '0' && text[at] <= '9') || (text[at] >= 'a' && text[at] <= 'f');
    if (dash ? text[at] != '-' : !hex) {
      return false;
    }
  }
  return true;
}

void decode_esu(const Node *node, Policy &policy, Complaints &complaints) {
  if (node == nullptr) {
    return;
  }
  const MappingReader check(*node, "\"esu_programmes\"", complaints);
  for (const Node::Member &member : node->members) {
    EsuProgramme programme{.id = member.key, .title = {}, .activation_ids = {}, .source = {}};
    MappingReader reader(member.value, "ESU programme \"" + member.key + '"', complaints);
    reader.text("title", programme.title);
    reader.texts("activation_ids", programme.activation_ids, true);
    read_source(reader, policy, programme.source, complaints);
    reader.finish();
    for (const std::string &id : programme.activation_ids) {
      if (!is_uuid(id)) {
        reader.complain("activation id \"" + printable(id, 60) + "\" is not a GUID in lower case");
      }
    }
    policy.esu_programmes.push_back(std::move(programme));
  }
}

void decode_capability(MappingReader &reader, Platform &platform) {
  bool native = true;
  bool never = true;
  reader.truth("native", native);
  reader.truth("never", never);
  reader.number("min_ubr", platform.min_ubr, false);
  const bool floor = reader.has("min_ubr");
  if (int{reader.has("native")} + int{reader.has("never")} + int{floor} != 1 || !native || !never) {
    reader.complain("a platform row must say exactly one of native: true, never: true and min_ubr: N");
  }
  platform.capability = floor ? Capability::floor : reader.has("native") ? Capability::native : Capability::never;
}

void decode_row(const Node &node, Policy &policy, Complaints &complaints) {
  Platform platform;
  MappingReader reader(node, "platform row", complaints);
  reader.text("id", platform.id);
  reader.text("title", platform.title);
  reader.number("build", platform.build);
  reader.truth("and_later", platform.and_later);
  reader.word<OsType>("type", platform.type, {{"client", OsType::client}, {"server", OsType::server}});
  decode_capability(reader, platform);
  if (const Node *list = reader.optional("proof_kb")) {
    if (list->kind != Node::Kind::sequence) {
      complaints.add(list->mark, "\"proof_kb\" must be a list of KB numbers", "write it as [KB5005625]");
    }
    for (const Node &item : list->items) {
      if (const auto kb = read_kb(item, "\"proof_kb\"", complaints)) {
        platform.proof_kb.push_back(*kb);
      }
    }
  }
  reader.texts("esu", platform.esu);
  reader.local_text("note", platform.note);
  reader.local_text("remedy", platform.remedy);
  read_source(reader, policy, platform.source, complaints);
  reader.finish();
  for (const std::string &programme : platform.esu) {
    if (std::ranges::find(policy.esu_programmes, programme, &EsuProgramme::id) == policy.esu_programmes.end()) {
      complain_unknown(item_mark(*node.find("esu"), programme), "ESU programme", programme, policy.esu_programmes, complaints);
    }
  }
  const Node *proof = node.find("proof_kb");
  if (platform.capability == Capability::floor &&
      (proof == nullptr || (proof->items.empty() && proof->kind == Node::Kind::sequence))) {
    reader.complain("a platform row with \"min_ubr\" lacks \"proof_kb\"", "name the update that brings this revision");
  }
  if (platform.and_later && platform.capability != Capability::native) {
    reader.complain("only a native row can hold for later builds", "remove \"and_later\"");
  }
  policy.platforms.push_back(std::move(platform));
}

/// Rows must stand in order, and no two may claim the same host.
void check_order(const Node &rows, const std::vector<Platform> &platforms, Complaints &complaints) {
  for (std::size_t row = 1; row < platforms.size(); ++row) {
    const Platform &previous = platforms[row - 1];
    const Platform &current = platforms[row];
    const Mark mark = rows.items[row].mark;
    if (std::tie(current.build, current.type) < std::tie(previous.build, previous.type)) {
      complaints.add(mark, "platform rows must be sorted by build, then client before server", "move this row up",
                     mistake::k_order);
    } else if (current.build == previous.build &&
               (current.type == previous.type || previous.type == OsType::unknown || previous.and_later)) {
      complaints.add(mark, "build " + std::to_string(current.build) + " has a row already (\"" + previous.id + "\")", {},
                     mistake::k_duplicate);
    }
    if (previous.and_later) {
      complaints.add(mark, "no row can follow one with \"and_later\"", "give this build a place above it", mistake::k_order);
    }
    if (std::ranges::any_of(platforms.begin(), platforms.begin() + static_cast<std::ptrdiff_t>(row),
                            [&](const Platform &other) { return other.id == current.id; })) {
      complaints.add(mark, "platform id \"" + printable(current.id, 80) + "\" stands here twice", {}, mistake::k_duplicate);
    }
  }
}

} // namespace

void decode_platforms(const Node &node, Policy &policy, Complaints &complaints) {
  MappingReader reader(node, "\"platforms\"", complaints);
  if (const Node *schema = reader.optional("schema"); schema != nullptr && schema->text != "acsgate.platforms/v1") {
    complaints.add(schema->mark, "\"schema\" must be acsgate.platforms/v1, the only version that this program reads");
  }
  decode_esu(reader.optional("esu_programmes"), policy, complaints);
  if (const Node *rows = reader.required("rows")) {
    if (rows->kind != Node::Kind::sequence || rows->items.empty()) {
      complaints.add(rows->mark, "\"rows\" must be a list of platform rows");
    }
    const std::size_t before = complaints.count();
    for (const Node &row : rows->items) {
      decode_row(row, policy, complaints);
    }
    if (complaints.count() == before) { // the order of rows that can't be read means nothing
      check_order(*rows, policy.platforms, complaints);
    }
  }
  reader.finish();
}

} // namespace acsgate
