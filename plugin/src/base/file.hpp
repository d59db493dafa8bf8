#pragma once

#include "base/result.hpp"

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

namespace acsgate {

/// A path from UTF-8 text, on Windows too, where the narrow encoding is another one.
[[nodiscard]] std::filesystem::path path_of(std::string_view utf8);

/// The path as UTF-8 with forward slashes.
[[nodiscard]] std::string utf8_of(const std::filesystem::path &path);

/// Reads a whole file of at most `max_bytes` bytes; more is an error, and so is a folder. Errors are of `kind`.
[[nodiscard]] Result<std::string> read_file(const std::filesystem::path &path, std::size_t max_bytes, ErrorKind kind);

/// Writes a file that does not exist yet. Nothing that exists is touched, and no half a file stays behind.
[[nodiscard]] Result<void> write_new_file(const std::filesystem::path &path, std::string_view bytes);

/// Reads standard input to its end, with the same limit; errors name it `<stdin>`.
[[nodiscard]] Result<std::string> read_standard_input(std::size_t max_bytes, ErrorKind kind);

} // namespace acsgate
