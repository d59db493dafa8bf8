#include "base/path_form.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <string>

namespace acsgate {

namespace {

bool is_drive_letter(char letter) { return letter >= 'a' && letter <= 'z'; }

/// The names that are devices in every folder (Microsoft, "Naming files, paths, and namespaces"), with whatever extension.
bool is_device_name(std::string_view name) {
  name = name.substr(0, name.find_first_of(".:"));
  while (name.ends_with(' ')) {
    name.remove_suffix(1);
  }
  for (const std::string_view device : {"con", "prn", "aux", "nul", "conin$", "conout$"}) {
    if (name == device) {
      return true;
    }
  }
  // A superscript digit counts as the digit.
  constexpr std::string_view k_digits[] = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "\xc2\xb9", "\xc2\xb2", "\xc2\xb3"};
  return (name.starts_with("com") || name.starts_with("lpt")) &&
         std::ranges::find(k_digits, name.substr(3)) != std::end(k_digits);
}

} // namespace

PathForm windows_path_form(std::string_view given) {
  std::string path = lower_ascii(given);
  std::ranges::replace(path, '/', '\\');
  if (path.starts_with(R"(\\?\)") || path.starts_with(R"(\\.\)") || path.starts_with(R"(\??\)")) {
    const std::string_view rest = std::string_view(path).substr(4);
    if (rest.starts_with("unc\\")) {
      return PathForm::network;
    }
    const bool drive = rest.size() >= 3 && is_drive_letter(rest[0]) && rest[1] == ':' && rest[2] == '\\';
    if (!drive || path[2] == '.') {
      return PathForm::device;
    }
    path.erase(0, 4);
  } else if (path.starts_with(R"(\\)")) {
    return PathForm::network;
  }
  const bool has_drive = path.size() >= 2 && is_drive_letter(path[0]) && path[1] == ':';
  const std::string_view below = std::string_view(path).substr(has_drive ? 2 : 0);
  if (below.find(':') != std::string_view::npos) {
    return PathForm::device; // a stream of a file, or a device
  }
  for (std::size_t start = 0; start <= below.size();) {
    const std::size_t end = std::min(below.find('\\', start), below.size());
    if (is_device_name(below.substr(start, end - start))) {
      return PathForm::device;
    }
    start = end + 1;
  }
  return PathForm::local;
}

} // namespace acsgate
