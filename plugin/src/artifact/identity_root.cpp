#include "artifact/identity_root.hpp"

namespace acsgate {

std::string der_of_pem(std::string_view pem) {
  constexpr std::string_view k_begin = "-----BEGIN CERTIFICATE-----";
  constexpr std::string_view k_digits64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const std::size_t begin = pem.find(k_begin);
  if (begin == std::string_view::npos) {
    return {};
  }
  std::string der;
  std::uint32_t bits = 0;
  unsigned count = 0;
  for (const char letter : pem.substr(begin + k_begin.size())) {
    const std::size_t value = k_digits64.find(letter);
    if (letter == '\n' || letter == '\r') {
      continue;
    }
    if (value == std::string_view::npos) {
      break; // padding, or the line that ends it
    }
    bits = bits << 6U | static_cast<std::uint32_t>(value);
    count += 6;
    if (count >= 8) {
      count -= 8;
      der += static_cast<char>(bits >> count & 0xFFU);
    }
  }
  return der;
}

const Certificate *identity_root() {
  static const std::string k_der = der_of_pem(identity_root_pem());
  static const std::optional<Certificate> k_root = parse_certificate(k_der);
  static const bool k_is_it = k_root && thumbprint(*k_root) == k_identity_root_sha256;
  return k_is_it ? &*k_root : nullptr;
}

} // namespace acsgate
