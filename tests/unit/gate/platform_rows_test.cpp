// Every row of the platform table, at its floor, below it and without evidence.
#include "host_builder.hpp"

#include <catch2/catch.hpp>

using namespace acsgate;
using namespace acsgate::test;

namespace {

/// A list that was read and proves nothing: a servicing stack update of 2019.
const std::vector<Kb> k_proves_nothing{4490628};

Facts on_row(const Platform &row, std::optional<std::uint32_t> ubr, std::optional<std::vector<Kb>> hotfixes = std::nullopt) {
  Facts facts = host(row.build, ubr, std::move(hotfixes));
  facts.os.type = row.type == OsType::unknown ? OsType::server : row.type;
  return facts;
}

} // namespace

TEST_CASE("floor rows: at the floor acs, one below legacy, without evidence unknown, stale unknown, restart hold") {
  int rows = 0;
  for (const Platform &row : shipped_policy().platforms) {
    if (row.capability != Capability::floor) {
      continue;
    }
    ++rows;
    CAPTURE(row.id);
    CHECK(decide(on_row(row, row.min_ubr)).decision == Decision::acs);
    CHECK(decide(on_row(row, row.min_ubr + 1)).decision == Decision::acs);
    CHECK(decide(on_row(row, row.min_ubr - 1, k_proves_nothing)).decision == Decision::legacy);
    CHECK(decide(on_row(row, std::nullopt)).decision == Decision::unknown);
    CHECK(decide(on_row(row, std::nullopt, std::vector<Kb>{})).decision == Decision::unknown);
    Facts stale = on_row(row, row.min_ubr);
    stale.collected_at = noon() - shipped_policy().facts_max_age - Duration(1);
    CHECK(decide(stale).decision == Decision::unknown);
    CHECK(decide(stale).codes.has(Code::facts_stale));
    Facts pending = on_row(row, row.min_ubr);
    pending.reboot.pending->push_back("cbs");
    CHECK(decide(pending).decision == Decision::hold);
    // Without a hotfix list, a revision below the floor decides only where no security-only update could hide.
    const bool conclusive = row.security_only_proofs.empty();
    CHECK(decide(on_row(row, row.min_ubr - 1)).decision == (conclusive ? Decision::legacy : Decision::unknown));
  }
  CHECK(rows == 13);
}

TEST_CASE("each named KB proves its row when the revision is not known") {
  for (const Platform &row : shipped_policy().platforms) {
    if (row.capability != Capability::floor) {
      continue;
    }
    for (const Kb kb : row.proof_kb) {
      CAPTURE(row.id, kb);
      CHECK(decide(on_row(row, std::nullopt, std::vector<Kb>{kb})).decision == Decision::acs);
    }
  }
}

TEST_CASE("native rows pass and never rows fail, whatever else is there") {
  for (const Platform &row : shipped_policy().platforms) {
    CAPTURE(row.id);
    if (row.capability == Capability::native) {
      CHECK(decide(on_row(row, std::nullopt)).decision == Decision::acs);
    }
    if (row.capability == Capability::never) {
      CHECK(decide(on_row(row, 99999, std::vector<Kb>{5006743, 5006739})).decision == Decision::legacy);
    }
  }
}

TEST_CASE("later builds than the last row are native; unlisted earlier ones are unknown") {
  CHECK(decide(host(26100, 1)).decision == Decision::acs);
  const Verdict unlisted = decide(host(21999, 1));
  CHECK(unlisted.decision == Decision::unknown);
  CHECK(requirement(unlisted, "acs-update").codes.has(Code::os_build_unlisted));
}

TEST_CASE("client and server that share a build are told apart") {
  Facts facts = host(9200, 23490);
  CHECK(decide(facts).decision == Decision::acs);
  facts.os.type = OsType::client;
  CHECK(decide(facts).decision == Decision::legacy);
  facts.os.type = OsType::unknown;
  CHECK(decide(facts).decision == Decision::unknown);
  CHECK(requirement(decide(facts), "acs-update").codes.has(Code::os_type_missing));
}
