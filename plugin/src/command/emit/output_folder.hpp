#pragma once

#include "base/result.hpp"
#include "integration/emission.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace acsgate {

/// A file that is copied into the folder as it is.
struct CopiedFile {
  std::string from;
  std::string path;   ///< below the folder, with `/`
  std::string sha256; ///< of `from`; a copy that has another one is an error
};

enum class Written : std::uint8_t { anew, replaced, unchanged };

/// Writes a folder whole or not at all: beside it first, then in its place. A folder that is there already is replaced only if
/// everything in it is as an earlier emit wrote it. With `force` it is kept beside the new one, under the same name with `.old`
/// behind it, whatever it holds; it must be a folder of emit's all the same. `about` is a JSON object that stands first in
/// `emit.json`, which lists the files with their SHA-256.
[[nodiscard]] Result<Written> write_output_folder(const std::string &folder, const std::string &about, const EmittedFiles &files,
                                                  const std::vector<CopiedFile> &copies, bool force);

} // namespace acsgate
