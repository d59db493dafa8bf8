#include "artifact/chain.hpp"
#include "artifact/identity_root.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <iterator>

using namespace acsgate;

namespace {

std::string file_text(const std::string &path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// "Microsoft ID Verified Code Signing PCA 2021", which the identity root issued.
std::string issued_by_root() {
  return der_of_pem(file_text(POLICIES_DIR "/../tests/inspect/microsoft-id-verified-code-signing-pca-2021.pem"));
}

} // namespace

TEST_CASE("the identity root that is compiled in is the one that is pinned") {
  const Certificate *root = identity_root();
  REQUIRE(root != nullptr);
  CHECK(thumbprint(*root) == k_identity_root_sha256);
  CHECK(short_name(root->subject) == "Microsoft Identity Verification Root Certificate Authority 2020");
  CHECK(name_text(root->subject) ==
        "CN=Microsoft Identity Verification Root Certificate Authority 2020, O=Microsoft Corporation, C=US");
  CHECK(to_string(root->not_after) == "2045-04-16T18:44:40Z");
  CHECK(root->is_authority);
  CHECK(std::string(identity_root_pem()) + "\n" ==
        file_text(POLICIES_DIR "/certificates/microsoft-identity-verification-root-2020.pem"));
}

TEST_CASE("a certificate with any byte changed is another one") {
  const std::string der = der_of_pem(identity_root_pem());
  for (std::size_t i = 0; i < der.size(); i += 7) {
    std::string changed = der;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    const auto certificate = parse_certificate(changed);
    CHECK((!certificate || thumbprint(*certificate) != k_identity_root_sha256));
  }
  for (std::size_t length = 0; length < der.size(); ++length) {
    CHECK_FALSE(parse_certificate(std::string_view(der).substr(0, length)));
  }
}

TEST_CASE("PEM without a certificate gives none") {
  CHECK(der_of_pem("").empty());
  CHECK(der_of_pem("no certificate").empty());
  CHECK(der_of_pem("-----BEGIN CERTIFICATE-----\nQUJD\n-----END CERTIFICATE-----\n") == "ABC");
}

// The 32-bit test build has no public keys.
TEST_CASE("a chain that Microsoft issued ends at the identity root", "[public-key]") {
  const std::string der = issued_by_root();
  const auto issued = parse_certificate(der);
  REQUIRE(issued);
  CHECK(thumbprint(*issued) == "3d29798cc5d3f0644a7e0dc9cb1cade523ea5ec83b335109b605bfeaa7d5f5c1");
  const Timestamp then = *parse_timestamp("2026-11-22T12:00:00Z");
  if (!build_chain(*identity_root(), {}, then, k_code_signing).complete) {
    return; // no public keys here
  }
  const Chain chain = build_chain(*issued, {}, then, k_code_signing);
  CHECK(chain.pinned);
  CHECK(chain.complete);
  CHECK(chain.fault == ChainFault::none);
  CHECK(chain.certificates.size() == 2);
  SECTION("but not if it was not valid then") {
    CHECK(build_chain(*issued, {}, *parse_timestamp("2046-01-01T00:00:00Z"), k_code_signing).fault == ChainFault::validity);
  }
  SECTION("nor if a byte of what is signed is another") {
    std::string changed = der;
    changed[changed.find("PCA 2021") + 7] = '2';
    const auto forged = parse_certificate(changed);
    REQUIRE(forged);
    CHECK_FALSE(build_chain(*forged, {}, then, k_code_signing).pinned);
  }
  SECTION("nor the root alone: nobody signs with it") {
    CHECK_FALSE(build_chain(*identity_root(), {}, then, k_code_signing).pinned);
  }
}
