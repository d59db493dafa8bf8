// Any bytes as output of dism /get-packages.
#include "import_fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
  return acsgate::fuzz_importer("dism", data, size);
}
