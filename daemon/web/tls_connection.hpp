#pragma once

#include <memory>

#include "daemon/web/connection.hpp"

namespace entangled::web {

[[nodiscard]] std::unique_ptr<Connection> make_tls_connection(boost::asio::ip::tcp::socket socket,
                                                              std::shared_ptr<TlsContext> tls);

}  // namespace entangled::web
