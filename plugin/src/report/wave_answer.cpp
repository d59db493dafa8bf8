#include "report/wave_answer.hpp"

#include "base/text.hpp"
#include "report/json_parts.hpp"

namespace acsgate {

std::string render_leases_json(const std::string &wave, const std::vector<WaveLease> &leases) {
  Json hosts = Json::array();
  for (const WaveLease &lease : leases) {
    Json host{{"attempt", lease.attempt},           {"id", lease.host->key},
              {"name", lease.host->name},           {"fqdn", text_or_null(lease.host->fqdn)},
              {"module", lease.offer->module},      {"build", lease.offer->build},
              {"acs", lease.host->ready.acs},       {"start_before", to_string(lease.start_before)},
              {"expires", to_string(lease.expires)}};
    if (!lease.offer->file.empty()) {
      host["file"] = lease.offer->file;
      host["sha256"] = lease.offer->sha256;
    }
    if (!lease.host->ready.waived.empty()) {
      host["waived"] = lease.host->ready.waived;
    }
    hosts.push_back(std::move(host));
  }
  return ascii(Json{{"schema", "acsgate.wave-next/v1"}, {"answer", "go"}, {"wave", wave}, {"hosts", std::move(hosts)}}) + '\n';
}

std::string render_leases_text(const std::string &wave, const std::vector<WaveLease> &leases) {
  std::string text = "wave " + printable(wave) + ":\n";
  for (const WaveLease &lease : leases) {
    text += "  " + printable(lease.host->name.empty() ? lease.host->key : lease.host->name) + ": " + lease.offer->module + ' ' +
            lease.offer->build + ", attempt " + lease.attempt + ", start before " + to_string(lease.start_before) +
            ", lease until " + to_string(lease.expires) + '\n';
  }
  return text;
}

std::string render_wave_answer_json(const Advice &advice) {
  Json reasons = Json::array();
  for (const Obstacle &obstacle : advice.obstacles) {
    Json reason{{"code", obstacle.code}, {"text", obstacle.text}, {"until", nullptr}};
    if (obstacle.until) {
      reason["until"] = to_string(*obstacle.until);
    }
    if (obstacle.hosts > 0) {
      reason["hosts"] = obstacle.hosts;
    }
    reasons.push_back(std::move(reason));
  }
  return ascii(Json{{"schema", "acsgate.wave-next/v1"},
                    {"answer", name_of(advice.answer)},
                    {"hosts", Json::array()},
                    {"reasons", std::move(reasons)}}) +
         '\n';
}

std::string render_wave_answer_text(const Advice &advice, Timestamp now) {
  std::string text = std::string(name_of(advice.answer)) + '\n';
  for (const Obstacle &obstacle : advice.obstacles) {
    text += "  " + printable(obstacle.text) + " (" + obstacle.code + ')';
    if (obstacle.hosts > 0) {
      text += ": " + std::to_string(obstacle.hosts) + (obstacle.hosts == 1 ? " host" : " hosts");
    }
    if (obstacle.until && *obstacle.until > now) {
      text += ", until " + to_string(*obstacle.until);
    }
    text += '\n';
  }
  return text;
}

} // namespace acsgate
