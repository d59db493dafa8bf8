#include "facts/registry/registry_value.hpp"

#include "base/utf16.hpp"

#include <algorithm>

namespace acsgate {

namespace {

constexpr std::size_t k_max_text = 1024; ///< longer texts are no names, versions or editions

bool is_text(std::uint32_t type) { return type == registry_type::sz || type == registry_type::expand_sz; }

} // namespace

RegistryValue registry_text_value(std::uint32_t type, std::string text) {
  if (is_text(type)) {
    text.resize(std::min(text.find('\0'), text.size()));
  }
  return {type, std::move(text)};
}

RegistryValue registry_value(std::uint32_t type, std::string_view stored) {
  return is_text(type) || type == registry_type::multi_sz ? registry_text_value(type, utf8_from_utf16(stored))
                                                          : RegistryValue{type, std::string(stored)};
}

std::uint32_t little_endian(std::string_view four_bytes) {
  std::uint32_t number = 0;
  for (std::size_t index = 4; index-- > 0;) {
    number = (number << 8U) | static_cast<std::uint8_t>(four_bytes[index]);
  }
  return number;
}

std::optional<std::string> text_of(const RegistryValue &value) {
  const bool fits = is_text(value.type) && value.data.size() <= k_max_text &&
                    std::ranges::none_of(value.data, [](char c) { return static_cast<unsigned char>(c) < 0x20; });
  return fits ? std::optional(value.data) : std::nullopt;
}

RegistryRead<std::string> read_text(RegistryView &view, std::string_view path, std::string_view name) {
  const auto read = view.value(path, name);
  if (!read.ok()) {
    return {read.status, {}};
  }
  auto text = text_of(read.value);
  return text ? RegistryRead<std::string>{ReadStatus::ok, std::move(*text)} : RegistryRead<std::string>{ReadStatus::error, {}};
}

RegistryRead<std::uint32_t> read_dword(RegistryView &view, std::string_view path, std::string_view name) {
  const auto read = view.value(path, name);
  if (!read.ok()) {
    return {read.status, 0};
  }
  const bool fits = read.value.type == registry_type::dword && read.value.data.size() == 4;
  return fits ? RegistryRead<std::uint32_t>{ReadStatus::ok, little_endian(read.value.data)}
              : RegistryRead<std::uint32_t>{ReadStatus::error, 0};
}

} // namespace acsgate
