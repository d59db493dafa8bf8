#include "facts/registry/certificate_blob.hpp"

#include "base/sha1.hpp"
#include "facts/registry/registry_value.hpp"

#include <algorithm>

namespace acsgate {

namespace {

// wincrypt.h: CERT_..._PROP_ID
constexpr std::uint32_t k_usage = 9;
constexpr std::uint32_t k_certificate = 32;
constexpr std::uint32_t k_disallowed_time = 104;
constexpr std::uint32_t k_disallowed_usage = 122;
constexpr std::uint32_t k_not_before_time = 126;
constexpr std::uint32_t k_not_before_usage = 127;

constexpr std::string_view k_code_signing{"\x2B\x06\x01\x05\x05\x07\x03\x03", 8}; ///< 1.3.6.1.5.5.7.3.3
constexpr std::string_view k_any_usage{"\x55\x1D\x25\x00", 4};                    ///< 2.5.29.37.0

constexpr char k_der_sequence = 0x30;
constexpr char k_der_oid = 0x06;

/// Takes the next element of the tag off `der` and returns its content; nothing if there is none or it is cut off (X.690).
std::optional<std::string_view> take_der(std::string_view &der, char tag) {
  if (der.size() < 2 || der[0] != tag) {
    return std::nullopt;
  }
  std::size_t length = static_cast<std::uint8_t>(der[1]);
  std::size_t head = 2;
  if (length >= 0x80) {
    const std::size_t digits = length & 0x7FU;
    if (digits == 0 || digits > 4 || der.size() < 2 + digits) {
      return std::nullopt;
    }
    length = 0;
    for (std::size_t index = 0; index < digits; ++index) {
      length = (length << 8U) | static_cast<std::uint8_t>(der[2 + index]);
    }
    head += digits;
  }
  if (length > der.size() - head) {
    return std::nullopt;
  }
  const std::string_view content = der.substr(head, length);
  der.remove_prefix(head + length);
  return content;
}

/// Whether a sequence of usages (X509_ENHANCED_KEY_USAGE) names code signing; nothing if it can't be read.
std::optional<bool> names_code_signing(std::string_view usages) {
  auto list = take_der(usages, k_der_sequence);
  if (!list || !usages.empty()) {
    return std::nullopt;
  }
  bool found = false;
  while (!list->empty()) {
    const auto usage = take_der(*list, k_der_oid);
    if (!usage) {
      return std::nullopt;
    }
    found = found || *usage == k_code_signing || *usage == k_any_usage;
  }
  return found;
}

struct Property {
  std::uint32_t number = 0;
  std::string_view bytes;
};

std::optional<Property> take_property(std::string_view &blob) {
  constexpr std::size_t k_head = 12;
  if (blob.size() < k_head) {
    return std::nullopt;
  }
  const std::uint32_t number = little_endian(blob);
  const std::uint32_t size = little_endian(blob.substr(8));
  if (size > blob.size() - k_head) {
    return std::nullopt;
  }
  const Property property{number, blob.substr(k_head, size)};
  blob.remove_prefix(k_head + size);
  return property;
}

/// A property that can't be read narrows the root as far as it could.
bool allows_code_signing(const Property &property, bool not_before_has_usages) {
  switch (property.number) {
  case k_usage:
    return names_code_signing(property.bytes).value_or(false);
  case k_disallowed_usage:
    return !names_code_signing(property.bytes).value_or(true);
  case k_disallowed_time:
    return false;
  case k_not_before_time:
    return not_before_has_usages; // those usages decide
  case k_not_before_usage:
    return !names_code_signing(property.bytes).value_or(true);
  default:
    return true;
  }
}

} // namespace

std::optional<StoredCertificate> parse_certificate_blob(std::string_view blob) {
  std::vector<Property> properties;
  while (!blob.empty()) {
    const auto property = take_property(blob);
    if (!property) {
      return std::nullopt;
    }
    properties.push_back(*property);
  }
  const auto is = [](std::uint32_t number) { return [number](const Property &property) { return property.number == number; }; };
  if (std::ranges::count_if(properties, is(k_certificate)) != 1) {
    return std::nullopt;
  }
  std::string_view rest = std::ranges::find_if(properties, is(k_certificate))->bytes;
  const auto digest = sha1(rest);
  if (!take_der(rest, k_der_sequence) || !rest.empty() || !digest) {
    return std::nullopt;
  }
  StoredCertificate certificate;
  certificate.der = std::ranges::find_if(properties, is(k_certificate))->bytes;
  std::ranges::copy(*digest, certificate.sha1.bytes.begin());
  certificate.sha1.size = static_cast<std::uint8_t>(digest->size());
  const bool has_usages = std::ranges::any_of(properties, is(k_not_before_usage));
  certificate.for_code_signing = std::ranges::all_of(
      properties, [has_usages](const Property &property) { return allows_code_signing(property, has_usages); });
  return certificate;
}

} // namespace acsgate
