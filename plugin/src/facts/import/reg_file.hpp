#pragma once

#include "base/result.hpp"
#include "facts/registry/registry_view.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace acsgate {

/// A value as it stands in the file: escapes and hex digits are read when it is asked for, because an export holds far more than
/// is ever asked for.
struct RegValue {
  std::string_view name; ///< with its escapes; empty for `@`
  std::string_view data; ///< between the quotes, or hex digits with commas and line ends between them
  std::uint32_t type = 0;
  bool quoted = false;
};

struct RegKey {
  std::string_view path; ///< as written, `HKEY_LOCAL_MACHINE\SOFTWARE\...`
  std::size_t line = 0;
  std::size_t first_value = 0;
  std::size_t value_count = 0;
};

/// A registry export (.reg); borrows from its text.
struct RegFile {
  std::vector<RegKey> keys; ///< in the order of the file
  std::vector<RegValue> values;
  bool ansi = false; ///< REGEDIT4: texts in hex are in the system's code page, not in UTF-16

  [[nodiscard]] std::span<const RegValue> values_of(const RegKey &key) const {
    return std::span(values).subspan(key.first_value, key.value_count);
  }
};

/// Reads an export as regedit and `reg export` write it, and several of them one after the other. Refused is whatever an export
/// never holds: anything that deletes, lines of another form, an end within a key.
[[nodiscard]] Result<RegFile> parse_reg_file(std::string_view text, const std::string &name);

/// The name without its escapes.
[[nodiscard]] std::string reg_unescaped(std::string_view text);

/// The value; `code_page` is what texts in hex are in if `file` is of the old form.
[[nodiscard]] RegistryValue reg_value(const RegFile &file, const RegValue &value, unsigned code_page);

} // namespace acsgate
