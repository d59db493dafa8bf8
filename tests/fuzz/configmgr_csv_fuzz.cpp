// Any bytes as an export of ConfigMgr.
#include "import_fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
  return acsgate::fuzz_importer("configmgr-csv", data, size);
}
