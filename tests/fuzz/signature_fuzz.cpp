// Any bytes as a signature, of a file that has whatever digest it says.
#include "artifact/signature.hpp"

#include <cstdlib>

using namespace acsgate;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
  std::vector<RawSignature> found;
  read_signatures({reinterpret_cast<const char *>(data), size}, found);
  for (const RawSignature &raw : found) {
    FileDigests digests;
    if (raw.algorithm) {
      digests[static_cast<std::size_t>(*raw.algorithm)] = raw.digest;
    }
    const Signature signature = judge_signature(raw, digests, *parse_timestamp("2026-11-22T12:00:00Z"));
    if (signature.findings.empty() || (signature.kind == SignatureKind::acs && signature.holds)) {
      std::abort();
    }
  }
  return 0;
}
