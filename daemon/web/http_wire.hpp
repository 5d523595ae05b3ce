#pragma once

#include <boost/asio/buffer.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "daemon/web/access.hpp"
#include "daemon/web/http_types.hpp"

namespace entangled::web {

/// What of a request decides how the answer is framed.
struct Framing {
    unsigned version{11};
    bool keep_alive{false};
    bool head_only{false};
};

/// HTTP/1.1 as bytes: reads the requests of one client and writes the heads of their answers, one after the other, in
/// memory of its own that it uses again. Opaque: Beast stays in one source file.
class HttpWire {
  public:
    /// Bytes that a request line with its fields, and a body, may have.
    HttpWire(std::size_t header_bytes, std::size_t body_bytes);
    HttpWire(const HttpWire&) = delete;
    HttpWire& operator=(const HttpWire&) = delete;
    ~HttpWire();

    /// Where to put what comes; empty if there may be no more. Stays until the next call.
    [[nodiscard]] boost::asio::mutable_buffer room();
    /// So many bytes were put there.
    void received(std::size_t bytes);
    /// Whether something is there that was not read yet.
    [[nodiscard]] bool has_bytes() const noexcept;

    /// Begins another request; what was said of the last is gone.
    void begin();
    enum class Progress : std::uint8_t { incomplete, complete, refused };
    /// Reads on in what is there.
    [[nodiscard]] Progress read();
    /// Of a complete one.
    [[nodiscard]] Request request() const;
    [[nodiscard]] Framing framing() const;
    /// Why it was refused: the status to answer, 400 or above, and words for it.
    [[nodiscard]] unsigned status() const noexcept;
    [[nodiscard]] std::string reason() const;

    /// Status line and fields of an answer; stay until the next call.
    [[nodiscard]] std::string_view head(const Response& response, const Framing& framing, const Access& access);

  private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace entangled::web
