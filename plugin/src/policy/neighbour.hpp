#pragma once

#include "base/result.hpp"
#include "policy/document.hpp"

#include <filesystem>
#include <string_view>

namespace acsgate {

/// The path of a file that a document names, which must lie in the document's folder or below it: a document must not read what
/// its author did not put there. Relative, with `/`, no link that leads out. The file need not exist; what exists must be a
/// regular file. `document` names the one that refers to it in messages: `policy`.
[[nodiscard]] Result<std::filesystem::path> file_beside(const std::filesystem::path &from, const Node &name,
                                                        std::string_view document);

} // namespace acsgate
