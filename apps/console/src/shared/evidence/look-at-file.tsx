import { useQuery } from '@tanstack/react-query';
import { Button, Modal, Typography } from 'antd';
import { useEffect, useState } from 'react';
import { useApi } from '../../api/api';
import { useTexts } from '../../texts/language';
import { Busy } from '../busy';
import { Trouble } from '../trouble';
import './evidence.css';
import { evidenceTexts } from './texts';

export interface FileLooked {
  readonly personKey: string;
  readonly sha256: string;
  readonly title: string;
}

/** A file by the route that records who looked; nothing of it stays once the window is closed. */
export const LookAtFile = ({ file, onClose }: { readonly file: FileLooked | null; readonly onClose: () => void }) => {
  const said = useTexts(evidenceTexts);
  return (
    <Modal open={file !== null} title={file?.title} width={960} footer={<Button onClick={onClose}>{said.closeIt}</Button>} onCancel={onClose} destroyOnHidden>
      {file === null ? null : <Opened key={file.sha256} file={file} />}
    </Modal>
  );
};

const useFile = ({ personKey, sha256 }: FileLooked) => {
  const api = useApi();
  return useQuery({
    queryKey: ['evidence-file', personKey, sha256],
    staleTime: 'static',
    gcTime: 0,
    refetchOnWindowFocus: false,
    queryFn: async (): Promise<Blob | null> => {
      const { data } = await api.GET('/api/v1/people/{personKey}/evidence/{sha256}', { params: { path: { personKey, sha256 } }, parseAs: 'blob' });
      return data ?? null;
    },
  });
};

const Opened = ({ file }: { readonly file: FileLooked }) => {
  const said = useTexts(evidenceTexts);
  const { data: content, error, isPending, refetch } = useFile(file);
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    if (content === null || content === undefined) return undefined;
    const made = URL.createObjectURL(content);
    // eslint-disable-next-line react-hooks/set-state-in-effect -- the address lives as long as the effect and is let go with it
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [content]);
  if (isPending) return <Busy waitsFor={said.opening} />;
  if (error !== null) return <Trouble error={error} again={() => void refetch()} />;
  if (address === null || content === null || content === undefined) return null;
  return content.type === 'application/pdf'
    ? <><Typography.Paragraph>{said.isPdf}</Typography.Paragraph><Button type="primary" href={address} download={`evidence-${file.sha256.slice(0, 12)}.pdf`}>{said.save}</Button></>
    : <img className="evidence-whole" src={address} alt={file.title} />;
};
