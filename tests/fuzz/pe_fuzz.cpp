// Any bytes as programs.
#include "artifact_fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
  return acsgate::fuzz_artifact("MZ", data, size);
}
