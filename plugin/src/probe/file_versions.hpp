#pragma once

#include "probe/read.hpp"

#include <array>
#include <cstdint>

namespace acsgate {

/// The four numbers of a file's version resource, `20.0.0.6690`.
using FileVersion = std::array<std::uint16_t, 4>;

class FileVersions {
public:
  FileVersions() = default;
  FileVersions(const FileVersions &) = delete;
  FileVersions &operator=(const FileVersions &) = delete;
  virtual ~FileVersions() = default;
  /// `path` is absolute, on a drive of the machine. `absent`: there is no such file; `error`: it has no version.
  [[nodiscard]] virtual ProbeRead<FileVersion> version(const std::string &path) = 0;
};

} // namespace acsgate
