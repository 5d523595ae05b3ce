#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "indicators/core/time.hpp"

namespace entangled::doctor {

/// Whom a question is for.
enum class Server : std::uint8_t { daemon, prometheus, alertmanager };

/// One GET. `path` is below the address of the server; parameters are not encoded yet.
struct Question {
    std::string id;
    Server server{Server::daemon};
    std::string path;
    std::vector<std::pair<std::string, std::string>> parameters{};
};

/// What came back.
struct Answer {
    std::string url;
    unsigned status{};    ///< of HTTP; 0 if there was no whole answer
    std::string failure;  ///< why there was none; looked at only with status 0
    std::string body;
    std::string location;           ///< where a redirect leads
    std::optional<Timestamp> date;  ///< the clock of the server, to the second
    Timestamp received_at{};        ///< by the clock of this machine
};

/// By id of the question. What was not asked is not in it.
using Answers = std::map<std::string, Answer, std::less<>>;

}  // namespace entangled::doctor
