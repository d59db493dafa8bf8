#include "artifact/signature.hpp"

#include "artifact/algorithm.hpp"
#include "artifact/der.hpp"

#include <utility>

namespace acsgate {

namespace {

constexpr std::string_view k_indirect_data = "1.3.6.1.4.1.311.2.1.4"; // SPC_INDIRECT_DATA

/// The OIDs of page hashes, 1.3.6.1.4.1.311.2.3.1 and .2, as DER. They stand in an opaque block, so only their presence is told.
constexpr std::string_view k_page_hashes[] = {{"\x06\x0A\x2B\x06\x01\x04\x01\x82\x37\x02\x03\x01", 12},
                                              {"\x06\x0A\x2B\x06\x01\x04\x01\x82\x37\x02\x03\x02", 12}};

/// SpcIndirectDataContent: what the data is, and its digest.
bool read_indirect_data(std::string_view content, RawSignature &raw) {
  DerReader fields(content);
  const auto data = fields.next(der::k_sequence);
  auto digest_info = fields.enter(der::k_sequence);
  const auto algorithm = digest_info ? digest_info->next(der::k_sequence) : std::nullopt;
  const auto digest = algorithm ? digest_info->next(der::k_octet_string) : std::nullopt;
  if (!data || !digest || !fields.at_end()) {
    return false;
  }
  raw.algorithm = hash_algorithm(*algorithm);
  raw.digest = digest->content;
  for (const std::string_view oid : k_page_hashes) {
    raw.page_hashes = raw.page_hashes || data->whole.find(oid) != std::string_view::npos;
  }
  return !raw.algorithm || raw.digest.size() == size_of(*raw.algorithm);
}

RawSignature read_one(std::string_view bytes) {
  RawSignature raw;
  auto data = parse_signed_data(bytes);
  if (!data) {
    raw.trouble = "its CMS is ill-formed";
  } else if (data->content_type != k_indirect_data) {
    raw.trouble = "it signs something else than a file";
  } else if (data->signers.size() != 1) {
    raw.trouble = "it has not one signer";
  } else if (!read_indirect_data(data->content, raw)) {
    raw.trouble = "its digest is ill-formed";
  }
  if (data) {
    raw.data = std::move(*data);
  }
  return raw;
}

} // namespace

void read_signatures(std::string_view bytes, std::vector<RawSignature> &found) {
  std::vector<std::pair<std::string_view, bool>> waiting = {{bytes, false}};
  for (std::size_t next = 0; next < waiting.size(); ++next) {
    if (found.size() == k_max_signatures) {
      found.back().trouble = "the file has more than " + std::to_string(k_max_signatures) + " signatures";
      return;
    }
    const auto [signature, nested] = waiting[next];
    RawSignature raw = read_one(signature);
    raw.nested = nested;
    for (const Signer &signer : raw.data.signers) {
      for (const std::string_view inner : signer.nested) {
        waiting.emplace_back(inner, true);
      }
    }
    found.push_back(std::move(raw));
  }
}

} // namespace acsgate
