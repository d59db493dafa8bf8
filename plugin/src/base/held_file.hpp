#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

namespace acsgate {

/// A file whose bytes stay what they are while this lives: those that were hashed are those that a child gets to see.
///
/// Windows: it is open, and nobody else can write to it, rename it or delete it. Linux has no lock that everybody must obey:
/// there it is copied into a private folder while it is hashed, and the child gets the copy.
class HeldFile {
public:
  /// Opens the file; links, folders and devices are refused. `staging`: a private folder for the copy; empty: nothing will be
  /// started, so there is no copy. Errors have the code `k_missing` where there is no such file.
  [[nodiscard]] static Result<HeldFile> open(const std::string &path, const std::filesystem::path &staging);

  static constexpr std::string_view k_missing = "held-file.missing";

  /// The full path that a child must use.
  [[nodiscard]] const std::string &path() const { return m_path; }
  [[nodiscard]] const std::string &sha256() const { return m_sha256; }
  [[nodiscard]] std::uint64_t size() const { return m_size; }

  /// Leaves the copy where it is: a child that goes on may still read it.
  void leave();

  ~HeldFile();
  HeldFile(const HeldFile &) = delete;
  HeldFile &operator=(const HeldFile &) = delete;
  HeldFile(HeldFile &&other) noexcept;
  HeldFile &operator=(HeldFile &&) = delete;

private:
  struct Hold;
  HeldFile();
  std::unique_ptr<Hold> m_hold;
  std::string m_path;
  std::string m_sha256;
  std::uint64_t m_size = 0;
};

/// Removes what runs that were killed left in a private folder, of copies that `HeldFile` made.
void remove_left_copies(const std::filesystem::path &staging);

} // namespace acsgate
