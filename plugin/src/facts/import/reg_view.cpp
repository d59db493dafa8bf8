#include "facts/import/reg_view.hpp"

#include "base/text.hpp"
#include "facts/import/reg_places.hpp"

#include <algorithm>

namespace acsgate {

namespace {

Error refusal(const std::string &name, const RegKey &key, const std::string &what, std::string fix) {
  return {ErrorKind::input, name + ':' + std::to_string(key.line), '[' + printable(key.path, 160) + "] " + what, std::move(fix)};
}

/// A place without its last part.
std::string_view parent_of(std::string_view place) {
  place.remove_suffix(1);
  return place.substr(0, place.find_last_of(k_place_end) + 1);
}

/// The name of a value that comes twice in a key, or nothing.
std::optional<std::string> repeated_value(std::span<const RegValue> values) {
  std::vector<std::string> names;
  names.reserve(values.size());
  for (const RegValue &value : values) {
    names.push_back(lower_ascii(reg_unescaped(value.name)));
  }
  std::ranges::sort(names);
  const auto twice = std::ranges::adjacent_find(names);
  return twice == names.end() ? std::nullopt : std::optional(*twice);
}

} // namespace

Result<RegView> RegView::make(const RegFile &file, unsigned code_page, const std::string &name) {
  auto places = reg_places(file, name);
  if (!places) {
    return tl::unexpected(places.error());
  }
  RegView view(file, code_page);
  for (std::size_t index = 0; index < file.keys.size(); ++index) {
    if (!(*places)[index].empty()) {
      view.m_nodes.push_back({std::move((*places)[index]), &file.keys[index]});
    }
  }
  std::ranges::stable_sort(view.m_nodes, {}, &Node::place);
  std::vector<const Node *> above; // of the node at hand, from the top
  for (const Node &node : view.m_nodes) {
    while (!above.empty() && !node.place.starts_with(above.back()->place)) {
      above.pop_back();
    }
    if (!above.empty() && above.back()->place == node.place) {
      return tl::unexpected(refusal(name, *node.key, "comes twice: exports that overlap can't be told from those of two hosts",
                                    "import each export on its own and unite them with acsgate facts merge"));
    }
    if (!above.empty() && parent_of(node.place) != above.back()->place) {
      return tl::unexpected(refusal(name, *node.key, "stands without the key above it: keys were taken out of the export",
                                    "export the key again with reg export or regedit, and import the file as it is"));
    }
    if (const auto twice = repeated_value(file.values_of(*node.key))) {
      return tl::unexpected(refusal(name, *node.key, "holds the value \"" + printable(*twice, 80) + "\" twice",
                                    "put the export of each system into a file of its own"));
    }
    above.push_back(&node);
  }
  return view;
}

std::vector<RegView::Node>::const_iterator RegView::first_from(const std::string &place) const {
  return std::ranges::lower_bound(m_nodes, place, {}, &Node::place);
}

RegistryRead<const RegView::Node *> RegView::find(const std::string &place) const {
  const auto at = first_from(place);
  if (at != m_nodes.end() && at->place == place) {
    return {ReadStatus::ok, &*at};
  }
  // A key above it was exported, with all that lies below: then this one does not exist.
  for (std::string_view above = parent_of(place); !above.empty(); above = parent_of(above)) {
    const auto exported = first_from(std::string(above));
    if (exported != m_nodes.end() && exported->place == above) {
      return {ReadStatus::absent, nullptr};
    }
  }
  return {ReadStatus::unsupported, nullptr};
}

ReadStatus RegView::key(std::string_view path) {
  const std::string place = place_of(path);
  const auto found = find(place);
  if (found.status == ReadStatus::unsupported) {
    // What was exported from below it shows that it exists.
    const auto below = first_from(place);
    return below != m_nodes.end() && below->place.starts_with(place) ? ReadStatus::ok : ReadStatus::unsupported;
  }
  return found.status;
}

RegistryRead<std::vector<std::string>> RegView::subkeys(std::string_view path) {
  const std::string place = place_of(path);
  const auto found = find(place);
  if (!found.ok()) {
    return {found.status, {}};
  }
  RegistryRead<std::vector<std::string>> read{ReadStatus::ok, {}};
  for (auto at = first_from(place) + 1; at != m_nodes.end() && at->place.starts_with(place);) {
    const std::string_view name = at->key->path.substr(at->key->path.find_last_of('\\') + 1);
    read.value.emplace_back(name);
    std::string after = at->place;
    after.back() = k_place_end + 1; // behind all that lies below it
    at = first_from(after);
  }
  return read;
}

RegistryRead<RegistryValue> RegView::value(std::string_view path, std::string_view name) {
  const auto found = find(place_of(path));
  if (!found.ok()) {
    return {found.status, {}};
  }
  const std::string wanted = lower_ascii(name);
  for (const RegValue &value : m_file->values_of(*found.value->key)) {
    if (value.name.size() >= wanted.size() && lower_ascii(reg_unescaped(value.name)) == wanted) {
      auto read = reg_value(*m_file, value, m_code_page);
      return read.data.size() <= k_max_value_bytes ? RegistryRead<RegistryValue>{ReadStatus::ok, std::move(read)}
                                                   : RegistryRead<RegistryValue>{ReadStatus::error, {}};
    }
  }
  return {ReadStatus::absent, {}};
}

} // namespace acsgate
