#include "facts/registry/certificate_blob.hpp"

#include "blobs.hpp"
#include "facts/fact_values.hpp"

#include <catch2/catch.hpp>

using namespace acsgate;

TEST_CASE("a blob gives the thumbprint of the certificate itself", "[registry]") {
  const std::string der = fake_der("root");
  const auto certificate = parse_certificate_blob(blob_of(der));
  REQUIRE(certificate);
  CHECK(certificate->sha1 == parse_thumbprint(key_name(der)));
  CHECK(certificate->for_code_signing);
}

TEST_CASE("a blob that is cut off anywhere is no certificate", "[registry]") {
  const std::string blob = blob_of(fake_der("root"), property(9, k_usage_code));
  REQUIRE(parse_certificate_blob(blob));
  for (std::size_t size = 0; size < blob.size(); ++size) {
    CHECK_FALSE(parse_certificate_blob(std::string_view(blob).substr(0, size)));
  }
  CHECK_FALSE(parse_certificate_blob(blob + blob_of(fake_der("second"))));
  CHECK_FALSE(parse_certificate_blob(property(3, std::string(20, 'x'))));
  CHECK_FALSE(parse_certificate_blob(blob_of("\x30\x05hi")));        // longer than it is
  CHECK_FALSE(parse_certificate_blob(blob_of(fake_der("a") + "b"))); // shorter
}

TEST_CASE("properties beside a root narrow what it vouches for", "[registry]") {
  struct Row {
    std::string properties;
    bool for_code;
  };
  const std::string time(8, '\1');
  const std::vector<Row> rows{
      {property(9, k_usage_code), true},
      {property(9, k_usage_any), true},
      {property(9, k_usage_server), false},
      {property(9, k_usage_none), false},
      {property(9, "\x30\x0A\x06"), false},
      {property(122, k_usage_code), false},
      {property(122, k_usage_server), true},
      {property(122, "?"), false},
      {property(104, time), false},
      {property(126, time), false},
      {property(126, time) + property(127, k_usage_server), true},
      {property(126, time) + property(127, k_usage_code), false},
      {property(9, k_usage_code) + property(122, k_usage_code), false},
      {property(83, "policies") + property(11, "name"), true},
  };
  for (const Row &row : rows) {
    const auto certificate = parse_certificate_blob(blob_of(fake_der("root"), row.properties));
    REQUIRE(certificate);
    CHECK(certificate->for_code_signing == row.for_code);
  }
}
