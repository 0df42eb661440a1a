package main

import (
	"encoding/binary"
	"fmt"
	"net"
	"runtime"
	"syscall"
	"time"
)

// receiveQueues asks the kernel how many bytes the other end of a connection on this machine has not read yet: sock_diag(7). An
// acknowledgement would not do, for the kernel sends that, not the program.
type receiveQueues struct{ netlink int }

const (
	netlinkSockDiag   = 4
	sockDiagByFamily  = 20
	diagMessage       = 16 // struct nlmsghdr, before each message
	diagRequestLength = diagMessage + 56
	diagRqueue        = diagMessage + 56 // of the answer, in struct inet_diag_msg
)

func openReceiveQueues() (*receiveQueues, error) {
	socket, err := syscall.Socket(syscall.AF_NETLINK, syscall.SOCK_RAW|syscall.SOCK_CLOEXEC, netlinkSockDiag)
	if err != nil {
		return nil, fmt.Errorf("sock_diag: %w", err)
	}
	return &receiveQueues{socket}, nil
}

func (q *receiveQueues) close() { syscall.Close(q.netlink) }

// awaitRead waits until the program at the other end has read everything.
func (q *receiveQueues) awaitRead(connection net.Conn, deadline time.Time) error {
	for {
		unread, err := q.unread(connection)
		if err != nil || unread == 0 {
			return err
		}
		if time.Now().After(deadline) {
			return fmt.Errorf("%d bytes are not read in time", unread)
		}
		runtime.Gosched()
	}
}

func (q *receiveQueues) unread(connection net.Conn) (uint32, error) {
	far, near := connection.RemoteAddr().(*net.TCPAddr), connection.LocalAddr().(*net.TCPAddr)
	request := make([]byte, diagRequestLength)
	binary.NativeEndian.PutUint32(request, diagRequestLength)
	binary.NativeEndian.PutUint16(request[4:], sockDiagByFamily)
	binary.NativeEndian.PutUint16(request[6:], syscall.NLM_F_REQUEST)
	of := request[diagMessage:] // struct inet_diag_req_v2
	of[0], of[1] = syscall.AF_INET, syscall.IPPROTO_TCP
	binary.NativeEndian.PutUint32(of[4:], ^uint32(0)) // in any state
	binary.BigEndian.PutUint16(of[8:], uint16(far.Port))
	binary.BigEndian.PutUint16(of[10:], uint16(near.Port))
	copy(of[12:], far.IP.To4())
	copy(of[28:], near.IP.To4())
	binary.NativeEndian.PutUint64(of[48:], ^uint64(0)) // whatever its cookie
	if err := syscall.Sendto(q.netlink, request, 0, &syscall.SockaddrNetlink{Family: syscall.AF_NETLINK}); err != nil {
		return 0, fmt.Errorf("sock_diag: %w", err)
	}
	answer := make([]byte, 1024)
	n, _, err := syscall.Recvfrom(q.netlink, answer, 0)
	if err != nil {
		return 0, fmt.Errorf("sock_diag: %w", err)
	}
	if binary.NativeEndian.Uint16(answer[4:]) != sockDiagByFamily || n < diagRqueue+4 {
		return 0, fmt.Errorf("sock_diag: no such connection: the other end has closed it")
	}
	return binary.NativeEndian.Uint32(answer[diagRqueue:]), nil
}
