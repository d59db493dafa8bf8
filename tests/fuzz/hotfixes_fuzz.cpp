// Any bytes as a list of hotfixes: tables, properties, CSV, JSON, KB numbers.
#include "import_fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
  return acsgate::fuzz_importer("hotfixes", data, size);
}
