import { Alert, Button, Card, Flex, Progress } from 'antd';
import { Link } from 'react-router';
import { AreaName } from '../../shared/area-name';
import { casePath } from '../../shared/case-table';
import { Trouble } from '../../shared/trouble';
import { useSchemeName } from '../../shared/use-schemes';
import { useTexts } from '../../texts/language';
import { Run } from './run';
import { texts } from './texts';

interface ProgressingProps {
  readonly run: Run;
  readonly onGoOn: () => void;
  readonly onStop: () => void;
  readonly onClose: () => void;
}

const whole = 100;

/** How far the row has come, and every refusal with its case. */
export const Progressing = ({ run: { steps, state }, onGoOn, onStop, onClose }: ProgressingProps) => {
  const said = useTexts(texts);
  const schemeName = useSchemeName();
  const done = steps.filter(({ result }) => result !== 'waits').length;
  const refused = steps.flatMap(({ item, result }) => (result instanceof Error ? [{ item, error: result }] : []));
  const words = said.progress(done, steps.length, refused.length);
  return (
    <Card size="small" title={words} extra={state === 'running' ? <Button onClick={onStop}>{said.stop}</Button> : <Button onClick={onClose}>{said.close}</Button>}>
      <Progress percent={Math.floor((done * whole) / steps.length)} status={state === 'running' ? 'active' : refused.length > 0 ? 'exception' : 'normal'} aria-label={words} />
      {state === 'cut' ? <Alert type="warning" showIcon title={said.stopped} action={<Button onClick={onGoOn}>{said.goOn}</Button>} /> : null}
      {state === 'stopped' ? <Button onClick={onGoOn}>{said.goOn}</Button> : null}
      {refused.length === 0 ? null : (
        <section aria-label={said.refusedOnes}>
          <Flex vertical gap="small">
            {refused.map(({ item, error }) => (
              <div key={item.applicationId}>
                <Link to={casePath(item.applicationId)}>{schemeName(item.scheme, item.branch)} · <AreaName code={item.areaCode} /></Link>
                <Trouble error={error} />
              </div>
            ))}
          </Flex>
        </section>
      )}
    </Card>
  );
};
