// Any bytes as compound files.
#include "artifact_fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
  return acsgate::fuzz_artifact("xD0xCFx11xE0xA1xB1x1AxE1", data, size);
}
