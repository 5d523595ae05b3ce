#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <memory>
#include <optional>

#include "daemon/web/gate.hpp"
#include "daemon/web/server.hpp"

namespace entangled::web {

/// What all sessions of a server share. Loop only.
struct SessionSettings {
    ServerLimits limits;
    Handler handler;
    ServerEvents events;
    Gate gate;
};

/// One accepted connection. Opaque.
struct Session;

/// Speaks what the gate's access says now.
[[nodiscard]] std::shared_ptr<Session> make_session(boost::asio::ip::tcp::socket socket,
                                                    std::shared_ptr<SessionSettings> settings);

/// Answers requests one after the other until either side closes or a limit is passed. Ends without exception unless
/// memory runs out.
[[nodiscard]] boost::asio::awaitable<void> serve(std::shared_ptr<Session> session);

/// Answers 503 without reading a request, and closes.
[[nodiscard]] boost::asio::awaitable<void> refuse(std::shared_ptr<Session> session);

/// Since when the session has been waiting for its client; empty if the client waits for it, or has only just begun to
/// take an answer.
[[nodiscard]] std::optional<std::chrono::steady_clock::time_point> waiting_since(const Session& session);

/// Closes now unless an answer is being sent, else after it. Whether it is closed.
bool wind_down(Session& session);
/// Closes now.
void cut(Session& session);

}  // namespace entangled::web
