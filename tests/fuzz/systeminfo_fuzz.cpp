// Any bytes as output of systeminfo.
#include "import_fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
  return acsgate::fuzz_importer("systeminfo", data, size);
}
