package io.mqboard.transport.testing;

import io.mqboard.transport.internal.wire.Frame;
import io.mqboard.transport.internal.wire.RequestBody;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A session of a {@link FakeBoard}. */
final class FakeSession {
    private final FakeBoard board;
    private final int number;
    private final Map<Integer, FakeRequest> requests = new TreeMap<>();
    private int last;

    FakeSession(FakeBoard board, int number) {
        this.board = board;
        this.number = number;
    }

    int number() {
        return number;
    }

    FakeBoard board() {
        return board;
    }

    /** Requests that the client has not had forgotten. */
    int unforgotten() {
        return requests.size();
    }

    void forget(int rid) {
        requests.remove(rid);
    }

    void receive(Frame frame, List<Frame> out) {
        FakeRequest request = requests.get(frame.request());
        switch (frame.type()) {
            case REQUEST -> request(frame, request, out);
            case INTERRUPT -> interrupt(frame, request, out);
            case DATA -> {
                if (request != null) {
                    request.data(frame, out);
                }
            }
            case ACK -> {
                if (request != null) {
                    request.ack(frame, out);
                } else if ((frame.flags() & Frame.PROBE) != 0) {
                    out.add(FakeBoard.error(frame, "request"));
                }
            }
            default -> {}
        }
    }

    private void request(Frame frame, FakeRequest known, List<Frame> out) {
        if (frame.request() == last + 1) {
            last++;
            FakeRequest request = new FakeRequest(this, frame);
            requests.put(frame.request(), request);
            if (requests.size() > 4) {
                request.end("{\"error\":\"busy\"}");
            } else {
                request.begin(RequestBody.decode(frame.body()));
            }
            request.answer(out);
        } else if (known != null) {
            known.answer(out);
        }
    }

    private void interrupt(Frame frame, FakeRequest known, List<Frame> out) {
        FakeRequest request = known;
        if (request == null && frame.request() == last + 1) {
            last++;
            request = new FakeRequest(this, frame);
            requests.put(frame.request(), request);
        }
        if (request != null) {
            request.end("{\"error\":\"interrupted\",\"text\":\"interrupted\"}");
            request.answer(out);
        }
    }
}
