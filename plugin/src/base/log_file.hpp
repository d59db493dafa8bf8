#pragma once

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>

namespace acsgate {

/// A file that lines are appended to. When the next line would take it past its limit, it is renamed, and so are older ones:
/// gate.log becomes gate.1.log, gate.1.log becomes gate.2.log, and so on; the oldest goes. Several processes may append to one
/// file.
///
/// spdlog's own rotating sink empties the log where it can't be renamed (Windows refuses while another process has it open); this
/// one lets it grow until it can.
class LogFile {
public:
  /// `old_files` are kept beside the current one. Anything but a plain file (a pipe, a device, a link) is never renamed.
  LogFile(std::filesystem::path path, std::size_t max_bytes, std::size_t old_files)
      : m_path(std::move(path)), m_max_bytes(max_bytes), m_old_files(old_files) {}

  /// Opens the file, or creates it and the folders above it. Nothing if it worked, else the reason.
  [[nodiscard]] std::optional<std::string> open();

  /// Appends to the file, at once. Nothing if it worked, else the reason.
  [[nodiscard]] std::optional<std::string> append(std::string_view line);

private:
  void rotate();
  [[nodiscard]] std::filesystem::path older(std::size_t age) const;

  std::filesystem::path m_path;
  std::size_t m_max_bytes;
  std::size_t m_old_files;
  std::size_t m_size = 0;
  bool m_plain = false;
  std::ofstream m_out;
};

} // namespace acsgate
