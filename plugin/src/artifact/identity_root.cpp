#include "artifact/identity_root.hpp"

#include "base/base64.hpp"

namespace acsgate {

std::string der_of_pem(std::string_view pem) {
  constexpr std::string_view k_begin = "-----BEGIN CERTIFICATE-----";
  const std::size_t begin = pem.find(k_begin);
  const std::size_t from = begin == std::string_view::npos ? pem.size() : begin + k_begin.size();
  const std::size_t end = pem.find("-----END CERTIFICATE-----", from);
  const auto der = end == std::string_view::npos ? std::nullopt : parse_base64(pem.substr(from, end - from));
  return der.value_or(std::string());
}

const Certificate *identity_root() {
  static const std::string k_der = der_of_pem(identity_root_pem());
  static const std::optional<Certificate> k_root = [] {
    std::optional<Certificate> root = parse_certificate(k_der);
    return root && thumbprint(*root) == k_identity_root_sha256 ? root : std::nullopt;
  }();
  return k_root ? &*k_root : nullptr;
}

} // namespace acsgate
