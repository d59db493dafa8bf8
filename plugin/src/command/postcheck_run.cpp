#include "command/postcheck_run.hpp"

#include "base/private_folder.hpp"
#include "command/host_facts.hpp"
#include "install/agent_status.hpp"

#include <iterator>
#include <thread>

namespace acsgate {

namespace {

tl::expected<PostcheckAnswer, Errors> look(const Gate &gate, const PostcheckPlan &plan) {
  const auto host = HostFactsSource::open(plan.facts, gate, plan.probe);
  if (!host) {
    return tl::unexpected(Errors{host.error()});
  }
  const Facts &facts = host->facts();
  const FactText name = facts.host.name.empty() ? facts.host.id : facts.host.name;
  return PostcheckAnswer{name.empty() ? "unnamed-host" : std::string(name),
                         postcheck(gate.policy(), gate.product(), facts, plan.build, gate.now(host->as_of()))};
}

} // namespace

tl::expected<PostcheckAnswer, Errors> run_postcheck(const Gate &gate, const PostcheckPlan &plan) {
  auto answer = look(gate, plan);
  if (answer && plan.settle && plan.settle->count() > 0) {
    std::this_thread::sleep_for(*plan.settle);
    auto later = look(gate, plan);
    if (!later) {
      return later;
    }
    answer->result = settled(answer->result, std::move(later->result));
  }
  if (answer && plan.dsa_query) {
    const auto folder = state_folder();
    if (auto ready = open_private_folder(folder); !ready) {
      return tl::unexpected(Errors{std::move(ready.error())});
    }
    std::ranges::move(query_agent(plan.dsa_query_program, plan.dsa_query_limit, folder),
                      std::back_inserter(answer->result.items));
  }
  return answer;
}

} // namespace acsgate
