#pragma once

#include "policy/mapping_reader.hpp"

#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace acsgate {

/// A change to the facts that a case starts from.
struct FactEdit {
  enum class Kind : std::uint8_t {
    replace, ///< everything, by a facts file
    merge,   ///< mapping by mapping, key by key
    set,     ///< the value at `path`
    remove,  ///< the value at `path`
  };
  Kind kind = Kind::merge;
  Mark mark;
  std::string path;                  ///< `os.ubr`
  std::shared_ptr<const Node> value; ///< many cases share one
};

/// The short ways to say the facts that cases are about: one row a key of a case.
struct FactShorthand {
  std::string_view key;
  std::string_view path;
  enum class Shape : std::uint8_t { value, list, packages, modules } shape;
};
inline constexpr std::array<FactShorthand, 13> k_fact_shorthands = {{
    {"host", "host.name", FactShorthand::Shape::value},
    {"collected_at", "collected_at", FactShorthand::Shape::value},
    {"family", "os.family", FactShorthand::Shape::value},
    {"build", "os.build", FactShorthand::Shape::value},
    {"ubr", "os.ubr", FactShorthand::Shape::value},
    {"type", "os.type", FactShorthand::Shape::value},
    {"hotfixes", "updates.hotfixes", FactShorthand::Shape::list},
    {"packages", "updates.packages", FactShorthand::Shape::packages}, // NAME VERSION STATE
    {"pending", "reboot.pending", FactShorthand::Shape::list},
    {"roots", "roots.present", FactShorthand::Shape::list},
    {"disallowed", "roots.disallowed", FactShorthand::Shape::list},
    {"auto_update", "roots.auto_update", FactShorthand::Shape::value},
    {"installed", "modules.items", FactShorthand::Shape::modules}, // MODULE VERSION
}};

/// Reads the keys of a case that change its facts, in the order in which they are to be applied: `file`, `facts`, the short
/// ones, `without`. `file` comes back as an edit of kind `replace` without a value.
[[nodiscard]] std::vector<FactEdit> read_fact_edits(MappingReader &reader, Complaints &complaints);

/// Applies the edits; an edit that removes what is not there is complained about.
void apply_edits(Node &facts, const std::vector<FactEdit> &edits, Complaints &complaints);

} // namespace acsgate
