#include "rollout/ledger_store.hpp"

#include <algorithm>

namespace acsgate {

namespace {

struct Row {
  std::uint32_t kind; ///< linux/magic.h and statfs(2)
  std::string_view name;
};

constexpr Row k_network_file_systems[] = {
    {0x0000517B, "SMB"},  {0x0000564C, "NCP"},    {0x00006969, "NFS"},   {0x00C36400, "Ceph"}, {0x01021997, "9P"},
    {0x01161970, "GFS2"}, {0x0BD00BD0, "Lustre"}, {0x5346414F, "AFS"},   {0x65735546, "FUSE"}, {0x6B414653, "AFS"},
    {0x73757245, "Coda"}, {0x7461636F, "OCFS2"},  {0xAAD7AAEA, "PanFS"}, {0xFE534D42, "SMB2"}, {0xFF534D42, "CIFS"},
};

} // namespace

std::string_view network_file_system(std::uint32_t kind) {
  const auto *const row = std::ranges::find(k_network_file_systems, kind, &Row::kind);
  return row == std::end(k_network_file_systems) ? std::string_view() : row->name;
}

} // namespace acsgate
