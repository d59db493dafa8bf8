#pragma once

#include "base/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace acsgate {

/// Tags of ITU-T X.690 that signatures are made of.
namespace der {
inline constexpr std::uint8_t k_boolean = 0x01;
inline constexpr std::uint8_t k_integer = 0x02;
inline constexpr std::uint8_t k_bit_string = 0x03;
inline constexpr std::uint8_t k_octet_string = 0x04;
inline constexpr std::uint8_t k_oid = 0x06;
inline constexpr std::uint8_t k_utc_time = 0x17;
inline constexpr std::uint8_t k_generalized_time = 0x18;
inline constexpr std::uint8_t k_bmp_string = 0x1E;
inline constexpr std::uint8_t k_sequence = 0x30;
inline constexpr std::uint8_t k_set = 0x31;
/// [number], constructed.
[[nodiscard]] constexpr std::uint8_t context(std::uint8_t number) { return static_cast<std::uint8_t>(0xA0U | number); }
/// [number], primitive.
[[nodiscard]] constexpr std::uint8_t primitive_context(std::uint8_t number) { return static_cast<std::uint8_t>(0x80U | number); }
} // namespace der

/// One element of DER. The views are into the bytes that were read.
struct DerItem {
  std::uint8_t tag = 0;
  std::string_view whole;
  std::string_view content;
};

/// Reads elements one after the other. Strict: lengths are definite, minimal and inside what is read, and tags have one byte.
class DerReader {
public:
  explicit DerReader(std::string_view bytes) : m_rest(bytes) {}

  [[nodiscard]] bool at_end() const { return m_rest.empty(); }
  [[nodiscard]] std::string_view rest() const { return m_rest; }
  /// The next element; nothing if it is ill-formed or there is none.
  [[nodiscard]] std::optional<DerItem> next();
  /// The next element if it has this tag; else nothing, and it is still the next one.
  [[nodiscard]] std::optional<DerItem> next(std::uint8_t tag);
  /// A reader of the content of the next element, which must have this tag.
  [[nodiscard]] std::optional<DerReader> enter(std::uint8_t tag);

private:
  std::string_view m_rest;
};

/// `1.3.6.1.4.1.311.2.1.4` of an OID's content; empty if it is ill-formed or longer than 40 bytes.
[[nodiscard]] std::string oid_text(std::string_view content);

/// UTCTime or GeneralizedTime in UTC; a fraction is cut off.
[[nodiscard]] std::optional<Timestamp> der_time(const DerItem &item);

/// The content of a BIT STRING without unused bits.
[[nodiscard]] std::optional<std::string_view> bit_string(const DerItem &item);

} // namespace acsgate
