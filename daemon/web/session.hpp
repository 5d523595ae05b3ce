#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <memory>

#include "daemon/web/server.hpp"

namespace entangled::web {

/// What all sessions of a server share.
struct SessionSettings {
    ServerLimits limits;
    Handler handler;
    ServerEvents events;
};

/// One accepted connection. Opaque: Beast stays in one source file.
struct Session;

[[nodiscard]] std::shared_ptr<Session> make_session(boost::asio::ip::tcp::socket socket,
                                                    std::shared_ptr<const SessionSettings> settings);

/// Answers requests one after the other until either side closes or a limit is passed. Ends without exception unless
/// memory runs out.
[[nodiscard]] boost::asio::awaitable<void> serve(std::shared_ptr<Session> session);

/// Answers 503 without reading a request, and closes.
[[nodiscard]] boost::asio::awaitable<void> refuse(std::shared_ptr<Session> session);

/// Closes now if no request is being answered, else after the answer.
void wind_down(Session& session);
/// Closes now.
void cut(Session& session);

}  // namespace entangled::web
