#pragma once

#include "facts/registry/registry_view.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace acsgate {

/// A value of `type` whose bytes are as Windows stores them: texts in UTF-16, little-endian.
[[nodiscard]] RegistryValue registry_value(std::uint32_t type, std::string_view stored);

/// The same value from its text in UTF-8, NULs and all: what a view has that knows no UTF-16.
[[nodiscard]] RegistryValue registry_text_value(std::uint32_t type, std::string text);

/// Four bytes, little-endian.
[[nodiscard]] std::uint32_t little_endian(std::string_view four_bytes);

/// The text of a value of type sz or expand_sz; nothing for other types and for text that no fact has: with control characters
/// or of more than 1,024 bytes.
[[nodiscard]] std::optional<std::string> text_of(const RegistryValue &value);

/// The same, read; `error` for a value that has none.
[[nodiscard]] RegistryRead<std::string> read_text(RegistryView &view, std::string_view path, std::string_view name);

/// The number of a value of type dword; `error` for other types and sizes.
[[nodiscard]] RegistryRead<std::uint32_t> read_dword(RegistryView &view, std::string_view path, std::string_view name);

/// What was read, or nothing whatever stood in the way.
template <class T> [[nodiscard]] std::optional<T> if_ok(RegistryRead<T> read) {
  return read.ok() ? std::optional<T>(std::move(read.value)) : std::nullopt;
}

} // namespace acsgate
