#include "host/tattoo_store.hpp"

namespace acsgate {

std::unique_ptr<TattooStore> machine_tattoo_store() { return nullptr; }

} // namespace acsgate
