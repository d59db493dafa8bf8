#pragma once

#include "facts/import/reg_file.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace acsgate {

/// The part of a machine's registry that an export shows. An export holds all that lies below the keys that it was made of, so
/// what it lacks there is absent; of everything else it knows nothing (`unsupported`).
///
/// A control set stands for the current one where the export has no current one, and a hive that was mounted under another name
/// (`HKEY_LOCAL_MACHINE\OFFLINE\Microsoft\...`) for its own; hives of users are passed over.
class RegView final : public RegistryView {
public:
  /// `file` and its text must outlive the view. Refused are two registries in one file, a key that comes twice, and a key
  /// whose parent was left out: what is not a whole export would make keys absent that are not.
  [[nodiscard]] static Result<RegView> make(const RegFile &file, unsigned code_page, const std::string &name);

  [[nodiscard]] ReadStatus key(std::string_view path) override;
  [[nodiscard]] RegistryRead<std::vector<std::string>> subkeys(std::string_view path) override;
  [[nodiscard]] RegistryRead<RegistryValue> value(std::string_view path, std::string_view name) override;

private:
  /// `place` is the path below HKEY_LOCAL_MACHINE in lower case, its parts ended by U+0001: so what lies below a key follows it.
  struct Node {
    std::string place;
    const RegKey *key;
  };

  RegView(const RegFile &file, unsigned code_page) : m_file(&file), m_code_page(code_page) {}

  [[nodiscard]] std::vector<Node>::const_iterator first_from(const std::string &place) const;
  /// The node at `place`, or how the read of it ended.
  [[nodiscard]] RegistryRead<const Node *> find(const std::string &place) const;

  const RegFile *m_file;
  unsigned m_code_page;
  std::vector<Node> m_nodes; ///< by place
};

} // namespace acsgate
