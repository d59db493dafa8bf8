#pragma once

#include "base/file.hpp"
#include "policy/loader.hpp"

#include <filesystem>
#include <fstream>
#include <string>

namespace acsgate::test {

/// The policy that is compiled in, loaded once.
inline const Policy &shipped_policy() {
  static const LoadedPolicy k_loaded = load_builtin_policy().value();
  return k_loaded.policy;
}

/// A folder that is gone with the test.
class TemporaryFolder {
public:
  TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "acsgate-test-XXXXXX").string();
    for (int attempt = 0;; ++attempt) {
      m_path = name + std::to_string(attempt);
      if (std::filesystem::create_directory(m_path)) {
        return;
      }
    }
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(m_path, ignored);
  }
  TemporaryFolder(const TemporaryFolder &) = delete;
  TemporaryFolder &operator=(const TemporaryFolder &) = delete;

  /// The path of the new file as messages name it.
  std::string write(const std::string &name, const std::string &text) const {
    const auto path = m_path / path_of(name);
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
    return utf8_of(path);
  }
  [[nodiscard]] const std::filesystem::path &path() const { return m_path; }

private:
  std::filesystem::path m_path;
};

} // namespace acsgate::test
