#include "policy/neighbour.hpp"

#include "base/file.hpp"
#include "base/text.hpp"

#include <algorithm>

namespace acsgate {

Result<std::filesystem::path> file_beside(const std::filesystem::path &from, const Node &name, std::string_view document) {
  const auto refuse = [&](std::string what, std::string fix) {
    std::string where = utf8_of(from);
    if (name.mark.line > 0) {
      where += ':' + std::to_string(name.mark.line) + ':' + std::to_string(name.mark.column);
    }
    return tl::unexpected(Error{ErrorKind::policy, std::move(where), std::move(what), std::move(fix)});
  };
  if (name.kind != Node::Kind::scalar) {
    return refuse("a file name must stand here", "write a relative path, or builtin after extends");
  }
  const std::string quoted = '"' + printable(name.text, 200) + '"';
  const auto path = path_of(name.text);
  const bool outside = path.empty() || path.is_absolute() || path.has_root_path() || name.text.find('\\') != std::string::npos ||
                       name.text.find(':') != std::string::npos ||
                       std::ranges::any_of(path, [](const std::filesystem::path &part) { return part == ".."; });
  if (outside) {
    return refuse("file " + quoted + " does not lie in the folder of this " + std::string(document),
                  "write a relative path with / that stays in the folder");
  }
  const auto folder = from.has_parent_path() ? from.parent_path() : std::filesystem::path(".");
  std::error_code error;
  const auto real_folder = std::filesystem::canonical(folder, error);
  const auto real_path = std::filesystem::weakly_canonical(folder / path, error);
  if (error || std::ranges::mismatch(real_folder, real_path).in1 != real_folder.end()) {
    return refuse("file " + quoted + " leads out of the folder of this " + std::string(document),
                  "put the file itself there, not a link");
  }
  if (std::filesystem::exists(real_path, error) && !std::filesystem::is_regular_file(real_path, error)) {
    return refuse(quoted + " is not a regular file", "name a file");
  }
  return from.parent_path() / path;
}

} // namespace acsgate
