#pragma once

#include <boost/asio/ssl/context.hpp>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "daemon/web/tls_settings.hpp"

namespace entangled::web {

/// TLS settings in the form that connections use. Fixed once made; lives as long as a connection uses it.
struct TlsContext {
    explicit TlsContext(TlsSettings wanted);
    TlsContext(const TlsContext&) = delete;
    TlsContext& operator=(const TlsContext&) = delete;
    ~TlsContext() = default;

    TlsSettings settings;
    boost::asio::ssl::context native;
    std::chrono::sys_seconds certificate_end;  ///< after which the server's own certificate is not valid
};

enum class TlsPart : std::uint8_t { certificate, key, client_ca, versions, cipher_suites, curve_preferences };

/// Why settings cannot be used: which part, and what is wrong with it, as the end of a sentence about it. Never holds
/// anything of a key.
struct TlsProblem {
    TlsPart part{};
    std::string message;
};

/// A context, or everything that is wrong with the settings; never both.
struct MadeTlsContext {
    std::shared_ptr<TlsContext> context;
    std::vector<TlsProblem> problems;
};

[[nodiscard]] MadeTlsContext make_tls_context(const TlsSettings& settings);

}  // namespace entangled::web
